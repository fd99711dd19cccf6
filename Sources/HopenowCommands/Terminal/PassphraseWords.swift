/// Common English words of four to seven letters, no two of which begin with the same four: one
/// that is half remembered or badly written is still known.
enum PassphraseWords {
  /// 1,296 words, log2 of which is 10.3 bits.
  static let all = text.split(whereSeparator: \.isWhitespace).map(String.init)

  private static let text = """
    ability able about above abroad academy access account achieve acid across action actor
    actress actual address admit adult advance advice affect afford after again agency agree ahead
    airport album alive allow almost along already also among amount ancient android angel angle
    angry animal annual another answer anxiety anybody anyone anyway apart appear apple area argue
    around arrival article aside asleep aspect assist assume attempt audio august author auto
    avenue average avoid award away awesome awful baby back balance ball band bank base basic bath
    battle beach bear beauty because become bedroom been before began begin begun behalf behind
    believe bell below belt bench benefit best better between beyond bible biggest bike bill bird
    birth bishop blame blind block blog blow blue board boat body bond bone book boost border born
    boss both bottom bought bound bowl brain brand break bridge brief bright broad broken brother
    brought brown buddy budget built bunch bureau burn bush busy button cabinet cable cake call
    calm came camp cannot capable capital captain carbon card care carry case cash cast catch
    caught cause cell center certain chair chamber change chapter charge chase chat cheap check
    cheese chest chicken chief child china choice choose chosen circle citizen city civil claim
    class clear click client climate clock close cloud club coach coal coast coat code coffee cold
    college color combat come comfort comic common company concept conduct confirm connect consent
    control cook cool copy core corner correct cost could country couple course cousin cover crack
    crash crazy create credit creek crew cricket cross crowd crystal culture current custom cute
    cycle damage dance danger dark data date deal dean dear debate debut decade decent decide deck
    decline deep defense degree delay deliver demand depth deputy deserve design desk despite
    destroy detail develop device diamond diet digital dinner direct dirty discuss display doctor
    dollar done door double down draft dragon drama draw dream dress drew drink drive drop dude
    duke dust duty each earlier earn earth easier east easy economy edge edition effect effort
    eight either element elite else email empire empty enemy energy engine enjoy enough ensure
    enter entire entry episode equal error escape estate even every exact example except excuse
    exist expect explain express extent extra face fact failure fair faith fake fall false fantasy
    farm fashion fast father fault favor feature federal feel feet fell felt female fiction field
    fifth fight figure file fill film final find fine finger finish fire firm first fish fitness
    five flag flash flat flight floor flow follow food foot ford foreign forget form fort forum
    forward fought found four frame frank fraud free french fresh friend from front fruit fuel
    full fund funny further future gain gallery game garden gate gave gear gender general genuine
    ghost giant gift girl give glad glass global goal gold golf gone gonna good gotten grab grace
    grade grand grass gray great green grew grey gross group growth guard guess guide guitar hair
    half hall hand happy hard harm harry have head health heart heat heavy height held hello help
    hence here hero herself hidden hide high hill himself hire history hockey hold hole holiday
    home honest honor hook hope horror horse host hotel hour house however huge human hungry hunt
    hurt husband idea ignore illness image impact improve inch include income index info initial
    inner insane inside instead intense into iron island issue item itself jack jersey join joke
    journal judge jump junior jury just keep kept kick kind kingdom kiss kitchen knew know label
    labor lack lady laid lake land lane large last later latter laugh launch lawyer layer lead
    league learn least leave left legal legend length less letter level liberal library license
    life lift light like limit line link liquid list little live load loan local lock long look
    loose lose loss lost loud love lower luck lunch machine made magic mail main major make male
    manager manner many march marine market marry martin mass master match mate math matter
    maximum maybe mayor meal mean measure meat medal media meet member memory mental message metal
    method middle might mike mile milk million mind mine minimum minor minute mirror miss mistake
    mobile model moment money monitor monster month mood moon moral more most mother motion motor
    mount mouth move movie much multi muscle museum music must myself mystery name narrow nation
    natural navy near neck neither network never next nice nick night nine nobody noise none
    normal north nose note notice novel nowhere nuclear number nurse object obtain occur ocean
    offer office often okay older once onto open operate opinion option orange order organic
    origin other output outside over owner pace pacific pack page paid paint pair palace panel
    paper parent park part pass past path patient pattern payment peace peak penalty people
    percent perfect period person peter phase phone photo pick picture piece pilot pink pitch
    pizza place plain plan plastic plate play please plenty plot pocket poetry point policy pool
    pope popular port post poverty power prayer prefer premier prepare present pretty prevent
    price pride primary prince prior private prize problem process product profile program project
    promise proof proper protect proud provide public pull pure purpose push quality quarter queen
    quick quiet quite quote race racist radio railway rain raise random range rank rapid rare rate
    rather ratio reach read real rear reason recall recent record reduce refer reflect reform
    refuse region regret regular release relief remain remind remove rent repair repeat replace
    report require rescue reserve resort respect rest result retail return revenue review rice
    rich ride right rise risk river road rock role roll roman roof room root rose rough round
    route royal rugby rule rural rush safe said saint sake sale salt same sample sand save scale
    scary scene scheme school science score screen search season seat second secret section secure
    seek seem seen select self sell senate send senior sense sent service session settle several
    sexual shadow shall shame shape share sheet shell shift ship shirt shock shop short should
    show shut side sight sign silence silver similar simple since single sister site sixth size
    skill skin sleep slow small smart smell smile smith smooth snow soccer social soft soil solar
    sold solid solo solve some song soon sorry sort sought soul sound source south space speak
    special speech spell spent spin spirit split spoke sport spot spread square stable stadium
    staff stage stand start state stay steam steel step stick still stock stolen stomach stone
    stood stop story strange street strike strong struck stuck study stuff style subject success
    such suck sudden suffer sugar suggest suit summer super support supreme sure surface surgery
    survey suspect swear sweet switch sword system table take talent talk tall tank tape target
    task taste taught teacher team teeth tell temple tend term test text than that theatre their
    them then theory there these they thick think third those thought three through ticket tight
    till time tiny title today told tone tongue tonight took tool topic total touch tough tour
    toward tower town track trade train trash travel treat tree trend trick trip trouble truck
    true trump trust truth turkey turn twenty twice twitter type typical unable uncle under union
    unique unit unknown unless unlike until unusual update upon upper upset urban useful user
    usual valid valley value variety vast vehicle version very vice victory video view village
    violent visit visual vital voice volume vote wage wait wake walk wall wanna want ward warm
    wash waste watch water wave weak wealth wear weather week weight weird welcome welfare well
    went were west what wheel when where whether which while whoever whole whom whose wide wife
    wild will wind winner winter wire wise wish with witness woman women wonder wood word work
    world worry worst worth would written wrong wrote yard year yellow young your youth zero zone
    """
}
