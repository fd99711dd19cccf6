/// Common English words of four to eight letters, no two of which begin with the same four: one
/// that is half remembered or badly written is still known.
enum PassphraseWords {
  /// 1,296 words, log2 of which is 10.3 bits.
  static let all = text.split(whereSeparator: \.isWhitespace).map(String.init)

  private static let text = """
    ability able about above abroad academy access account achieve acid across action actor
    actress actual address admit advance advice affect afford after again agency agree ahead
    airport album alive allow almost along already also among amount ancient android angel angle
    angry animal annual another answer anybody anyone anyway apart appear apple apricot area argue
    around arrival article aside asleep aspect assist assume audio august author auto avenue
    average avoid award away awesome awful back balance balcony ball bamboo banana band bank
    barrel base basic bath battle beach bear beauty because become bedroom beehive been before
    began begin begun behalf behind believe bell below belt bench benefit best better between
    beyond bicycle biggest bike bill bird biscuit bishop blame blanket block blog blossom blow
    blue board boat bond bone bonfire book boost born boss both bottom bought bound bowl brain
    brand break bridge brief bright broad broken brother brought brown bucket buddy budget buffalo
    built bumble bunch bureau bush busy button cabinet cable cactus cake call calm came camp
    candle cannot canoe cant canvas capable capital carbon card care carpet carry case cash cast
    catch caught cause cedar cell center cereal certain chair chamber change chapter chase chat
    cheap check cheese cherry chicken chief chimney china choice choose chosen cinnamon circle
    citizen citrus city civil claim clarinet class clear click client climate clock close cloud
    clover club coach coal coast coat cobalt coconut code coffee cold college color combat come
    comfort comic common company concept conduct confirm connect consent control cook cool copper
    copy coral core corner correct cost cotton could country couple course cousin cover crack
    cradle crash crazy create credit creek crew cricket cross crowd crystal culture cupboard
    current cushion custom cute cycle daisy damage dance dark data date deal dean dear debate
    debut decade decent decide deck decline deep defense degree delay deliver demand depth deputy
    deserve design desk despite detail develop device diamond diet digital dinner direct discuss
    display doctor dollar dolphin done donkey door double down dozen draft dragon drama draw dream
    dress drew drink drive drizzle drop drove dude duke dust duty each eagle earlier earn earth
    easel easier east easy economy edge edition effect effort eight either elbow element elite
    else email ember empire empty enemy energy engage engine enjoy enough ensure enter entire
    entry episode equal error escape estate even every exact example except excuse exist expect
    explain express extent extra face fact failure fair faith fake falcon fall false fantasy farm
    fashion fast fate fault favor feature federal feel feet fell felt fennel fiction fiddle field
    fifth figure file fill film final find fine finger finish firm first fish fitness five flag
    flamingo flannel flash flat flight floor flow flute follow food foot ford forget form fort
    forum forward fought found four foxglove frame frank fraud free french fresh friend from front
    fruit fuel full fund funny further future gain gallery game garden gate gave gear general
    genuine giant gift give glad glass global glory goal gold golf gone gonna good gotten grab
    grace grade grand grass gray great green grew grey gross group growth guard guess guide guitar
    hair half hall hand happy hard harry have head health heart heat heavy height held hello help
    hence here hero herself hidden hide high hill himself hire history hockey hold hole holiday
    home honest honor hook hope horse host hotel hour house however huge human hungry hunt husband
    idea ignore illness image impact improve inch include income index info initial inner insane
    inside instead intense into iron island issue item itself jack jersey join joke journal judge
    juice jump junior jury just keep kept kick kind kingdom kiss kitchen knew know label labor
    lack lady laid lake land lane large last later latter laugh launch lawyer layer lead league
    learn least leave left legal legend length less letter level liberal library license life lift
    light like limit line link liquid list little live load loan local lock logic long look loose
    loud love lower luck lunch machine made magic mail main major make manager manner many march
    marine market martin mass match mate math matter maximum maybe mayor meal mean measure meat
    medal media meet member memory message metal method middle might mike mile milk million mind
    mine minimum minor minute mirror miss mistake mobile model moment money monitor monster month
    mood moon moral more most motion motor mount mouth move movie much multi muscle museum music
    must myself mystery name narrow nation natural navy near neck neither network never next nice
    nick night nine nobody noise none normal north nose note notice novel nowhere nuclear number
    nurse object obtain occur ocean offer office often okay older once onto open operate opinion
    option orange order organic origin other output outside over owner pace pacific pack page paid
    paint pair palace panel paper parent park part pass past path patient pattern payment peace
    peak people percent perfect period person peter phase phone photo pick picture piece pilot
    pink pitch pizza place plain plan plastic plate play please plenty plot pocket poetry point
    policy pool pope popular port post power prayer prefer premier prepare present pretty prevent
    price pride primary prior private prize problem process product profile program project
    promise proof proper protect proud provide public pull pure purpose push quality quarter quick
    quiet quite quote race radio railway rain raise random range rank rapid rare rate rather ratio
    reach read real rear reason recall recent record reduce refer reflect reform regard region
    regular release relief remain remind remove rent repair repeat replace report require rescue
    reserve resort respect rest result retail return revenue review rice rich ride right rise risk
    river road rock role roll roman roof room root rose rough round route royal rugby rule rural
    rush safe said saint sake salary sale salt same sample sand save scale scary scene scheme
    school science score screen script search season seat second secret section secure seek seem
    seen select self sell send senior sense sent service session settle several shadow shall shape
    share sheet shell shift ship shirt shock shop short should show shut side sight sign silence
    silver similar simple since single sister site sixth size skill skin sleep slow small smart
    smell smile smith smooth snow soccer social soft soil solar sold solid solo solve some song
    soon sorry sort sought sound source south space speak special speech spell spent spin spirit
    split spoke sport spot spread square stable stadium staff stage stand start state stay steam
    steel step stick still stock stomach stone stood stop story strange street strong struck stuck
    study stuff style subject success such suck sudden sugar suggest suit summer super support
    supreme sure surface surgery survey swear sweet switch sword system table take talent talk
    tall tank tape target task taste taught teacher team teeth tell temple tend term test text
    than that theatre their them then theory there these they thick think third those thought
    three through ticket tight till time tiny title today told tone tongue tonight took tool topic
    total touch tough tour toward tower town track trade train trash travel treat tree trend trick
    trip truck true trump trust truth tube turkey turn twenty twice twitter type typical unable
    uncle under union unique unit unknown unless unlike until unusual update upon upper urban
    useful user usual valid valley value variety vast vehicle version very vice victory video view
    village visit visual vital voice volume wage wait wake walk wall wanna want ward warm wash
    watch water wave wealth wear weather week weight welcome welfare well went were west what
    wheel when where whether which while whoever whole whom whose wide wife wild will wind winner
    winter wire wise wish with witness wonder wood word work world worry worth would written wrote
    yard year yellow young your youth zero zone
    """
}
