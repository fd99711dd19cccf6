// Our own codes, kebab-case, stored for ever. Every field also takes `unknown` and `refused`.
extension Vocabulary {
  /// Yes or no.
  public static let yesNo = Vocabulary(
    "yes-no",
    [
      Code("yes", en: "Yes", da: "Ja"),
      Code("no", en: "No", da: "Nej"),
    ])

  /// Where people were met.
  public static let setting = Vocabulary(
    "setting",
    [
      Code("street", en: "Street", da: "Gaden"),
      Code("prison", en: "Prison", da: "Fængsel"),
      Code("church", en: "Church", da: "Kirke"),
      Code("eatery", en: "Eatery", da: "Spisested"),
      Code("festival", en: "Festival", da: "Festival"),
      Code("social-event", en: "Social event", da: "Socialt arrangement"),
      Code("private-party", en: "Private party", da: "Privatfest"),
      Code("park", en: "Park", da: "Park"),
      Code("red-light-area", en: "Red-light area", da: "Prostitutionsområde"),
      Code("brothel", en: "Brothel", da: "Bordel"),
      Code("hotline", en: "Hotline", da: "Hotline"),
      Code("office", en: "Office", da: "Kontor"),
      Code("hospital", en: "Hospital", da: "Hospital"),
      Code("court", en: "Court", da: "Domstol"),
      Code("home", en: "Home", da: "Hjemme"),
      Code("online", en: "Online", da: "Online"),
      Code("other", en: "Other", da: "Andet sted"),
    ])

  /// Where sexual exploitation takes place.
  public static let sexualSetting = Vocabulary(
    "sexual-setting",
    [
      Code("street", en: "Street", da: "Gaden"),
      Code("brothel", en: "Brothel", da: "Bordel"),
      Code("escort", en: "Escort", da: "Escort"),
      Code("online", en: "Online", da: "Online"),
      Code("other", en: "Other", da: "Andet sted"),
    ])

  /// How people were in touch.
  public static let channel = Vocabulary(
    "channel",
    [
      Code("in-person", en: "In person", da: "Ansigt til ansigt"),
      Code("phone", en: "Phone", da: "Telefon"),
      Code("message", en: "Message", da: "Besked"),
      Code("video", en: "Video", da: "Video"),
      Code("letter", en: "Letter", da: "Brev"),
    ])

  /// Who took the first step.
  public static let initiatedBy = Vocabulary(
    "initiated-by",
    [
      Code("worker", en: "Worker", da: "Medarbejder"),
      Code("person", en: "The person", da: "Personen selv"),
      Code("partner", en: "Partner organisation", da: "Samarbejdspartner"),
      Code("other", en: "Somebody else", da: "En anden"),
    ])

  /// What a session was for.
  public static let sessionType = Vocabulary(
    "session-type",
    [
      Code("trust-building", en: "Trust-building", da: "Tillidsskabende"),
      Code("supportive", en: "Supportive", da: "Støttende"),
      Code("therapeutic", en: "Therapeutic", da: "Terapeutisk"),
      Code("trauma-therapy", en: "Trauma therapy", da: "Traumeterapi"),
      Code("legal-guidance", en: "Legal guidance", da: "Juridisk vejledning"),
      Code(
        "programme-information", en: "Information on the assistance programme",
        da: "Information om støtteprogrammet"),
      Code("motivational", en: "Motivational", da: "Motiverende"),
      Code("social", en: "Social", da: "Socialt"),
      Code("other", en: "Other", da: "Andet"),
    ])

  /// Whether a session was with one person or several.
  public static let arrangement = Vocabulary(
    "arrangement",
    [
      Code("individual", en: "Individual", da: "Individuel"),
      Code("group", en: "Group", da: "Gruppe"),
    ])

  /// Whom or what a visit was to.
  public static let visitType = Vocabulary(
    "visit-type",
    [
      Code("prison", en: "Prison", da: "Fængsel"),
      Code("family-call", en: "Call with the family", da: "Samtale med familien"),
      Code("court", en: "Court", da: "Domstol"),
      Code("police", en: "Police", da: "Politi"),
      Code("cmm", en: "Centre against Human Trafficking", da: "Center mod Menneskehandel"),
      Code("lawyer", en: "Lawyer", da: "Advokat"),
      Code("immigration-service", en: "Immigration Service", da: "Udlændingestyrelsen"),
      Code("return-agency", en: "Return agency", da: "Hjemrejsestyrelsen"),
      Code("hospital", en: "Hospital", da: "Hospital"),
      Code("doctor", en: "Doctor", da: "Læge"),
      Code("asylum-centre", en: "Asylum centre", da: "Asylcenter"),
      Code("home", en: "Home", da: "Hjemme"),
      Code("other", en: "Other", da: "Andet"),
    ])

  /// What the worker was there as.
  public static let visitRole = Vocabulary(
    "visit-role",
    [
      Code("visit", en: "Visitor", da: "Besøgende"),
      Code("accompany", en: "Companion", da: "Ledsager"),
      Code("assessor", en: "Assessor", da: "Bisidder"),
    ])

  /// Help given in kind.
  public static let help = Vocabulary(
    "support-type",
    [
      Code("food", en: "Food", da: "Mad"),
      Code("medicine", en: "Medicine", da: "Medicin"),
      Code("clothes", en: "Clothes", da: "Tøj"),
      Code("transport", en: "Transport", da: "Transport"),
      Code("phone", en: "Phone", da: "Telefon"),
      Code("money", en: "Money", da: "Penge"),
      Code("housing", en: "Housing", da: "Bolig"),
      Code("other", en: "Other", da: "Andet"),
    ])

  /// What sort of organisation a person is referred to.
  public static let organisationGroup = Vocabulary(
    "organisation-group",
    [
      Code("cmm", en: "Centre against Human Trafficking", da: "Center mod Menneskehandel"),
      Code("shelter", en: "Shelter", da: "Krisecenter eller herberg"),
      Code("health", en: "Health service", da: "Sundhedstilbud"),
      Code("lawyer", en: "Lawyer", da: "Advokat"),
      Code("immigration-service", en: "Immigration Service", da: "Udlændingestyrelsen"),
      Code("police", en: "Police", da: "Politi"),
      Code("return-agency", en: "Return agency", da: "Hjemrejsestyrelsen"),
      Code("ngo", en: "Other organisation", da: "Anden organisation"),
      Code("other", en: "Other", da: "Andet"),
    ])

  /// What stood between a person and a service.
  public static let barrier = Vocabulary(
    "barrier",
    [
      Code("refused-by-service", en: "Refused by the service", da: "Afvist af tilbuddet"),
      Code("waiting-list", en: "Waiting list", da: "Venteliste"),
      Code("no-interpreter", en: "No interpreter", da: "Ingen tolk"),
      Code("no-residence", en: "No residence permit", da: "Intet ophold"),
      Code("fear", en: "Fear", da: "Frygt"),
      Code("cost", en: "Cost", da: "Pris"),
      Code("distance", en: "Distance", da: "Afstand"),
      Code("declined-by-person", en: "Declined by the person", da: "Fravalgt af personen"),
      Code("other", en: "Other", da: "Andet"),
    ])

  /// Where a person lives.
  public static let living = Vocabulary(
    "living",
    [
      Code("own", en: "Own home", da: "Egen bolig"),
      Code("shared", en: "Shared with others", da: "Deler med andre"),
      Code("employer-provided", en: "Provided by the employer", da: "Stillet af arbejdsgiveren"),
      Code("controlled-by-others", en: "Controlled by others", da: "Kontrolleret af andre"),
      Code("shelter", en: "Shelter", da: "Krisecenter eller herberg"),
      Code("asylum-centre", en: "Asylum centre", da: "Asylcenter"),
      Code("prison", en: "Prison", da: "Fængsel"),
      Code("street", en: "Street", da: "Gaden"),
      Code("other", en: "Other", da: "Andet"),
    ])

  /// Right of residence.
  ///
  /// Lawful: danish, eu, permit. Not lawful: expired, none.
  public static let residence = Vocabulary(
    "residence",
    [
      Code("danish", en: "Danish citizen", da: "Dansk statsborger"),
      Code("eu", en: "EU citizen", da: "EU-borger"),
      Code("permit", en: "Residence permit", da: "Opholdstilladelse"),
      Code("asylum", en: "Asylum seeker", da: "Asylansøger"),
      Code("expired", en: "Permit expired", da: "Udløbet tilladelse"),
      Code("none", en: "No residence", da: "Intet ophold"),
    ])

  /// Whether it is safe to get in touch with a person.
  public static let contactSafety = Vocabulary(
    "contact-safety",
    [
      Code("safe", en: "Safe", da: "Sikkert"),
      Code("not-safe", en: "Not safe", da: "Ikke sikkert"),
    ])

  /// What an activity was.
  public static let activityType = Vocabulary(
    "activity-type",
    [
      Code("partner-meeting", en: "Partner meeting", da: "Møde med samarbejdspartner"),
      Code("network-meeting", en: "Network meeting", da: "Netværksmøde"),
      Code("lecture", en: "Lecture", da: "Oplæg"),
      Code("film", en: "Film", da: "Film"),
      Code("teaching", en: "Teaching", da: "Undervisning"),
      Code("research", en: "Research", da: "Forskning"),
      Code("media", en: "Media", da: "Medier"),
      Code("event", en: "Event", da: "Arrangement"),
      Code("social", en: "Social activity", da: "Social aktivitet"),
      Code("other", en: "Other", da: "Andet"),
    ])

  /// What a person is referred for.
  public static let referralPurpose = Vocabulary(
    "referral-purpose",
    [
      Code("identification", en: "Identification", da: "Identifikation"),
      Code("shelter", en: "Shelter", da: "Bolig eller krisecenter"),
      Code("health", en: "Health", da: "Sundhed"),
      Code("legal", en: "Legal help", da: "Juridisk hjælp"),
      Code("return", en: "Return", da: "Hjemrejse"),
      Code("social", en: "Social help", da: "Social hjælp"),
      Code("other", en: "Other", da: "Andet"),
    ])

  /// What allows a referral.
  public static let referralBasis = Vocabulary(
    "referral-basis",
    [
      Code("consent", en: "The person's consent", da: "Personens samtykke"),
      Code("override", en: "Without consent, for a reason", da: "Uden samtykke, af en grund"),
    ])

  /// What a person is asked to consent to.
  public static let consentPurpose = Vocabulary(
    "consent-purpose",
    [
      Code("keep-record", en: "Keep a record", da: "Gemme oplysninger"),
      Code("share", en: "Share with an organisation", da: "Dele med en organisation"),
      Code("statistics", en: "Count in statistics", da: "Tælle med i statistik"),
      Code("research", en: "Use for research", da: "Bruge til forskning"),
    ])

  /// What a person answers.
  public static let consentAnswer = Vocabulary(
    "consent-answer",
    [
      Code("given", en: "Given", da: "Givet"),
      // The code that every field takes, with the label that it has as an answer to this.
      Code("refused", en: "Refused", da: "Afslået"),
      Code("withdrawn", en: "Withdrawn", da: "Trukket tilbage"),
    ])

  /// How a consent was given.
  public static let consentForm = Vocabulary(
    "consent-form",
    [
      Code("oral", en: "Orally", da: "Mundtligt"),
      Code("written", en: "In writing", da: "Skriftligt"),
    ])

  /// The parts of a person's page and file that a consent to share can cover.
  public static let consentScope = Vocabulary(
    "consent-scope", checklist: true,
    [
      Code("name", en: "Legal name", da: "Juridisk navn"),
      Code("contact", en: "Phone and safe contact", da: "Telefon og sikker kontakt"),
      Code(
        "personal", en: "Gender, age, citizenship, languages",
        da: "Køn, alder, statsborgerskab, sprog"),
      Code("residence", en: "Right of residence", da: "Opholdsgrundlag"),
      Code("living", en: "Living situation and dependants", da: "Boligsituation og forsørgelse"),
      Code("risk", en: "The person's own view of the risk", da: "Personens eget syn på risikoen"),
      Code("screening", en: "Screening answers", da: "Svar fra screening"),
      Code("history", en: "Dates of contacts and visits", da: "Datoer for kontakter og besøg"),
    ])

  /// What is explained before consent is asked: the seven questions of HTCDS 2.0.
  public static let consentInformation = Vocabulary(
    "consent-information", checklist: true,
    [
      Code("interview", en: "That there is an interview", da: "At der er en samtale"),
      Code("purpose", en: "Its purpose", da: "Formålet med den"),
      Code("use-of-data", en: "Actual and possible use of the data", da: "Brug af oplysningerne"),
      Code(
        "research", en: "Use of anonymous data for research",
        da: "Brug af anonyme oplysninger til forskning"),
      Code("access", en: "The right to see the data", da: "Retten til at se oplysningerne"),
      Code("storage", en: "How long it is kept", da: "Hvor længe de gemmes"),
      Code("withdrawal", en: "How to withdraw", da: "Hvordan samtykket trækkes tilbage"),
    ])

  /// The lists that a team makes itself.
  public static let teamList = Vocabulary(
    "team-list",
    [
      Code("place", en: "Places", da: "Steder"),
      Code("organisation", en: "Organisations", da: "Organisationer"),
      Code("project", en: "Projects", da: "Projekter"),
    ])

  /// What a member of the team may do.
  public static let role = Vocabulary(
    "role",
    [
      Code("worker", en: "Worker", da: "Medarbejder"),
      Code("supervisor", en: "Supervisor", da: "Leder"),
    ])

  /// What a link says of two records.
  public static let sameness = Vocabulary(
    "sameness",
    [
      Code("same", en: "The same", da: "De samme"),
      Code("different", en: "Different", da: "Forskellige"),
    ])

  /// Why a record was erased: what a supervisor must answer for (GDPR 17, 1 and 5, 1).
  public static let erasureReason = Vocabulary(
    "erasure-reason",
    [
      Code("own-request", en: "The person asked for it", da: "Personen bad om det"),
      Code("kept-too-long", en: "No longer needed", da: "Ikke længere nødvendigt"),
      Code("recorded-by-mistake", en: "Recorded by mistake", da: "Registreret ved en fejl"),
      Code("unlawful", en: "Kept without a right to", da: "Gemt uden hjemmel"),
      Code("legal-order", en: "Ordered by an authority", da: "Pålagt af en myndighed"),
      Code("safety", en: "Keeping it is a danger", da: "Det er farligt at gemme det"),
      Code("other", en: "Other", da: "Andet"),
    ])

  /// Whether something is erased, or a supervisor asked to do it.
  public static let erasureAct = Vocabulary(
    "erasure-act",
    [
      Code("erase", en: "Erased", da: "Slettet for altid"),
      Code("request", en: "Asked for", da: "Ønsket"),
    ])

  /// Languages that hopenow speaks.
  public static let interface = Vocabulary(
    "interface-language",
    [
      Code("en", en: "English", da: "Engelsk"),
      Code("da", en: "Danish", da: "Dansk"),
    ])
}
