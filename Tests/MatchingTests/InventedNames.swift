/// Names as people in Denmark write them down by ear or from papers, each with the spellings that are
/// about.
///
/// Given names are common ones, the first of each group the most common. Many family names of those countries
/// are put together from a beginning and an end, and so they are here: some are common, most are rare.
enum InventedNames {
  struct Origin {
    let country: String
    let women: [[String]]
    let men: [[String]]
    let families: [[String]]
  }

  private static func spellings(_ text: String) -> [[String]] {
    text.split(separator: "\n").flatMap { $0.split(separator: ",") }.map { names in
      names.split(separator: "/").map { $0.trimmingSpaces }
    }.filter { !$0.isEmpty }
  }

  /// Every beginning with every end, in all spellings of both.
  private static func composed(_ beginnings: String, _ ends: String) -> [[String]] {
    let (beginnings, ends) = (spellings(beginnings), spellings(ends))
    // Along the diagonals, so that no beginning has all the common names.
    return (0..<beginnings.count * ends.count).map { number in
      let beginning = beginnings[(number + number / beginnings.count) % beginnings.count]
      let end = ends[number / beginnings.count]
      return beginning.flatMap { start in end.map { start + $0 } }
    }
  }

  static let origins: [Origin] = [
    Origin(
      country: "NG",
      women: spellings(
        """
        blessing/blesing, precious/presious, joy, faith/feith, mercy/mersy, gift, happiness, patience/pacience
        osas/osaz, osasere/osazere, esohe/esoe, itohan/ituhan, uwa/uwah, efe/effe, isoken, omosede/omosade
        adaeze/adaeza, chioma/tchioma, ngozi/ngosi, nkechi/nketchi, ifeoma/ifioma, chidinma/chidima
        abosede/abosade, folake/folakeh, yetunde/yetunda, titilayo/titilaio, oluwaseun/oluwasheun, bukola/bukolla
        rita, stella, gloria/glorya, victoria/viktoria, queen, success, favour/favor, loveth/lovet, sandra, tina
        """),
      men: spellings(
        """
        osaro, osagie/osagye, efosa, eghosa/egosa, emeka, chinedu/tchinedu, obinna/obina, ikenna/ikena
        tunde, segun/shegun, kehinde/kehindi, taiwo/taywo, sunday/sundai, friday, godwin/goodwin, kelvin/calvin
        moses, samuel, kingsley/kingsly, lucky, monday, festus, prosper, victor/viktor
        """),
      families: composed(
        "ade, ogun/ogum, olu, osa/oza, igbi/ibi, omo, ehi, nwa/nua, oka/okka, eze, obi, agho/ago, ola, oye/oya, aig",
        "gie/gye, bayo/baio, for/phor, leye/laye, sina/shina, kwe/que, nosa/noza, novia, wale/vale, ruyi/rui, be, yemi/yemy"
      )),
    Origin(
      country: "RO",
      women: spellings(
        """
        maria/mariya, elena/helena, ioana/joana/yoana, mihaela/michaela, cristina/christina/kristina, andreea/andrea
        alexandra/aleksandra, gabriela/gabriella, stefania/shtefania, florentina/florentyna, nicoleta/nikoleta
        roxana/roksana, simona, loredana/loredanna, georgeta, viorica/viorika, catalina/katalina, luminita/luminitza
        daniela/danyela, monica/monika, larisa/larissa, raluca/raluka, adina, bianca/bianka, oana, claudia/klaudia
        """),
      men: spellings(
        """
        ion/yon, gheorghe/george/georghe, vasile/vasili, nicolae/nikolae, mihai/mihay, stefan/shtefan, florin
        cristian/christian/kristian, alexandru/aleksandru, marius/maryus, adrian, catalin/katalin, ionut/ionutz
        bogdan, lucian/luchian, costel/kostel, sorin, petre
        """),
      families: composed(
        """
        pop, ion/yon, dumitr/dumytr, stan, rad, stoic/stoik, vasil, marin, tudor/tudur, nicul/nikul, petr, andrei
        dobr, albu, mold, cost/kost, grig, neg, opr, lup
        """, "escu/esku, eanu/ianu, ache/ake, aru, oiu/oyu, ea/eya")),
    Origin(
      country: "UA",
      women: spellings(
        """
        oksana/oxana, olena/elena/olenna, nataliia/natalia/natalya/nataliya, yuliia/julia/yulia/iuliia/юлія
        tetiana/tatiana/tatyana/tetyana, iryna/irina/irena, svitlana/svetlana, liudmyla/ludmila/lyudmila
        kateryna/katerina/ekaterina, olha/olga, anastasiia/anastasia/anastasiya, viktoriia/victoria/viktoria/вікторія
        mariia/maria/mariya, daryna/darina, yana/jana/iana, alina, zhanna/janna/zanna, halyna/galina, valentyna/valentina
        sofiia/sofia/sofiya, larysa/larisa, inna/ina, nadiia/nadia/nadiya, liubov/lubov/lyubov, marharyta/margarita
        """),
      men: spellings(
        """
        oleksandr/aleksandr/alexander, dmytro/dmitri/dmitry/dmitriy, serhii/sergei/sergey/serhiy, andrii/andrei/andrey
        volodymyr/vladimir/volodimir, yurii/yuri/juri/iurii, mykola/nikolai/mikola, vasyl/vasili/vasil, bohdan/bogdan
        ivan/iwan, oleh/oleg, pavlo/pavel, ruslan, taras, maksym/maxim/maksim
        """),
      families: composed(
        """
        shevch/schevch/sevc, koval/coval, bondar, tkach/tkatch, kravch/kravtch, petr, march/martch, rud, savch/savtch
        lys/lis, pavl, vasyl/vasil, klym/klim, sydor/sidor, zakhar/zahar, tymosh/timosh, roman, melnych/melnich, hryts/grits
        """, "enko/enco, chuk/tchuk/cuk, yk/ik/ick, ets/etz, iv/iw, yshyn/ishin")),
    Origin(
      country: "TH",
      women: composed(
        "som, siri/siree, supa/supha, nat/nath, pan/phan, rat/ratt, wan/van, chan/tchan, kan, pat/phat, malee/mali, duang/dwang",
        "porn/pon, da/dah, nee/ni, ya/ja, lak/luck, jai/chai, wan/waan, tip/thip"),
      men: composed(
        "som, wi/vi, pra/phra, an, nir, chai/tchai, thana/tana, kit",
        "sak/sack, chai/chay, sert/sirt, an, nan/nun, wat/vat"),
      families: composed(
        "sae, wong/vong, chai/chay, sri/sree, boon/bun, thong/tong, phro/pro, su, kaew/keaw, in, rat/rath, sam, dech/dej",
        "tang/tan, sa, yasit/yasith, sai/say, mee/mi, wan/van, charat, phong/pong, chart/chat, kul/koon, suk/sook"
      )),
    Origin(
      country: "VN",
      women: composed(
        "thi /ti , ngoc /ngok , thu /tu , kim , hong , my ",
        "linh/lin, huong/huang, phuong/fuong, mai/may, nga/ngah, hoa/hua, trang/tran, thao/tao, yen/jen, hanh/han, tuyet/tuet"
      ),
      men: composed(
        "van , duc /duk , minh /min , quoc /kuoc ",
        "tuan/tuann, hung/hoong, quang/kuang, khanh/kanh, phuc/phuk, thanh/tanh, long, son, hai/hay"
      ),
      families: spellings(
        """
        nguyen/nguen/ngyen, tran/trann, le/leh, pham/fam, hoang/huang, vu/vuu, dang/dan, bui/buy, do/doh, ho/hoh, ngo/ngoh
        duong/duang, ly/li, phan/fan, vo/voh, truong/truang, dinh/din, lam, doan, mac
        """)),
    Origin(
      country: "MA",
      women: spellings(
        """
        fatima/fatma/fatimah/fatema, khadija/kadija/khadidja/hadija, aicha/aisha/ayesha/aysha, zineb/zeinab/zaynab
        naima/naimah, latifa/latifah, samira/sameera, nadia/nadya, amina/aminah, hafida/hafidah, rachida/rashida
        malika/maleeka, souad/suad, karima/kareema, hanane/hanan, meriem/mariam/maryam, salma, imane/iman, ilham/elham
        """),
      men: spellings(
        """
        mohammed/mohamed/muhammad/mohamad/mohammad, ahmed/ahmad/achmed, youssef/yusuf/yousef/jusuf
        abdelkader/abdulkader/abdelqader, hassan/hasan, rachid/rashid/raschid, karim/kareem, omar/umar
        mustapha/mustafa/moustafa, said/saeed/sayed, khalid/khaled/kalid, brahim/ibrahim, hamid, nabil, jamal/djamal
        """),
      families: composed(
        "ben/ben , el/el , bou/bu, ait ",
        """
        ali, idrissi/idrisi, alaoui/alawi, amrani/amrany, mansouri/mansuri, khattabi/katabi, fassi/fasi, hamdi/hamdy
        jelloun/jalloun, kadiri/qadiri, omari/umari, slimani/slimany, tahiri/tahri, yacoubi/yakoubi, zahra/zohra, haddad/hadad
        """)),
  ]

  /// What the team calls somebody whose name it doesn't know.
  static let colours = [
    "red", "blue", "green", "yellow", "white", "grey", "purple", "orange", "black", "golden",
    "pink", "silver",
  ]
  static let things = [
    "hat", "scarf", "coat", "boots", "umbrella", "bag", "gloves", "jacket", "shawl", "cap", "shoes",
    "sweater",
    "braids", "earrings", "tattoo", "bicycle",
  ]
  static let spots = [
    "istedgade", "halmtorvet", "nyhavn", "station", "skelbaekgade", "vesterbro", "mosque", "church",
    "harbour",
  ]
}

extension StringProtocol {
  var trimmingSpaces: String {
    var text = Substring(self)
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
