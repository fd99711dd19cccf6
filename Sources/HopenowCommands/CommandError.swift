import CaseModel

/// What can go wrong between the arguments and the journal.
enum CommandError: Error, Equatable {
  /// There is no key and nobody to ask for one.
  case noKey
  /// There is no key for what is to be made or added, and nobody to ask for one; the first a journal
  /// gets is given by the same options as any later one is opened by.
  case noNewKey, noFirstKey
  /// A key file isn't 32 bytes, isn't ours, or is readable by others.
  case badKeyFile(path: String)
  /// There is no such key file.
  case noKeyFile(path: String)
  /// The descriptor for passphrases has no line left.
  case noPassphraseLine(descriptor: Int32)
  /// A new passphrase is too short or well known.
  case weakPassphrase
  /// A passphrase is longer than any that is taken.
  case passphraseTooLong
  /// The two passphrases typed differ.
  case passphrasesDiffer
  /// ^C was typed.
  case interrupted
  /// ^C was typed in an interview; what was answered before is saved in the record.
  case interruptedAfterSaving(record: String)
  /// What a field was answered with is wrong.
  case answer(AnswerError)
  /// A line of `--fields -` is wrong.
  case line(FieldLines.LineError)
  /// A referral's dates can't all be true.
  case referral(ReferralError)
  /// A referral for which the person's consent doesn't hold; whether it names an organisation at all.
  case noConsent(toOrganisation: Bool)
  /// The same, after what the person said was written.
  case noConsentOnRecord
  /// A page of a referral is asked for, and no consent holds today that allows it to go out.
  case noConsentToday
  /// Parts were named, and there is a consent that says what goes out.
  case consentDecides
  /// Somebody has that alias already, whose code this is.
  case aliasTaken(code: String)
  /// An empty alias would take a person's name away.
  case emptyAlias
  /// Nothing has that code, name or id.
  case notFound(what: String, similar: [String])
  /// hopenow has no such thing, whatever the journal holds: a kind, a column.
  case noSuchName(what: String, known: [String])
  /// Several have it.
  case ambiguous(what: String, candidates: [String])
  /// A line of standard input has a zero byte or isn't UTF-8.
  case notText(line: Int)
  /// An argument, counted from 1, isn't UTF-8.
  case argumentNotText(Int)
  /// Two options want to read standard input.
  case standardInputTwice
  /// A beginning was typed of what shall be erased without a question.
  case eraseWhole(code: String)
  /// Who counts and the settings aren't deleted.
  case cannotDelete
  /// There is a journal already, with which the team can be joined.
  case joinInstead(path: String)
  /// A new record has no answer at all.
  case nothingToRecord
  /// A record of this kind needs a person.
  case needsPerson
  /// Something is to be erased, and neither a terminal to ask at nor a yes in advance is there.
  case erasingNeedsYes
  /// Options of an erasure without a record.
  case noRecordToErase
  /// It was erased, but the certificate's file can't be written.
  case erasedWithoutFile(path: String)
  /// A request isn't an erasure that could be certified.
  case noCertificate
  /// There are authors who don't count yet, and nobody to ask.
  case newAuthors(count: Int)
  /// A fingerprint has to be compared, and nobody is there to ask.
  case needsYes
  /// Somebody is to be removed from the team, and nobody is there to ask.
  case removingNeedsYes
  /// The team has a name already, and nobody is there to ask.
  case renamingNeedsYes
  /// Nobody in the team, or who waits, has that name or fingerprint.
  case noColleague(isPath: Bool = false)
  /// It is oneself.
  case oneself
  /// One has founded a team, and somebody is in it.
  case foundedATeam
  /// The team has nobody else.
  case nobodyToShareWith
  /// Somebody was removed from the team, or isn't accepted yet.
  case notInTeam
  /// Keys, by number, would open the journal no longer, and there is nobody to ask.
  case keysWouldGo([Int])
  /// There is no terminal to show a recovery code on.
  case codeNeedsTerminal
  /// All journals named were refused.
  case nothingMerged
  /// A period can't be read.
  case notAPeriod
  /// A condition of a report has no sign of equality.
  case notAFilter
  /// A day can't be read.
  case notADay(option: String)
  /// An option of `edit` is none of the kind's fields.
  case noSuchField(String, kind: String)
  /// Nothing of a record is in conflict; whether a change of it is missing.
  case nothingInConflict(isMissingChange: Bool)
  /// What is to be settled is none of the kind's fields.
  case takesNoField(kind: String)
  /// A field is to be settled that isn't in conflict.
  case notInConflict(field: String)
  /// A field in conflict has fewer values.
  case noSuchValue(field: String, count: Int)
  /// Which of the values is one's own, and which the other's, isn't clear.
  case notOneOfTwo(field: String)
  /// What stands in a field isn't several texts.
  case notJoined(field: String, isWords: Bool)
  /// The words of a value were withheld or erased.
  case wordsNotHere(field: String)
  /// A record that somebody deleted is to be settled, and nobody says whether it is here.
  case deletionUndecided
  /// A table of indicators can't be read.
  case badTable(path: String, IndicatorTableError)
  /// A file is no text, or far longer than any table of indicators.
  case notATable(path: String)
  /// A file that is to be read isn't there.
  case noSuchFile(path: String)
  /// A screening began with another table, whose id this is.
  case otherTable(String)
  /// A screening was made by a table that hopenow doesn't bring.
  case tableNotAtHand
  /// Two records can't be linked.
  case cannotLink(CannotLink)
  /// Nobody has said of two records whether they are the same.
  case nothingSaid
  /// There is nowhere to put or look for a journal.
  case noDefaultJournal
  /// HOPENOW_TODAY can't be read.
  case badToday
  /// A duration can't be read.
  case notADuration
  /// The file exists already.
  case exists(path: String)
  /// Standard output can't take the results.
  case cannotPrint
  /// A path can't be written.
  case cannotWrite(path: String)
}

/// Why two records can't be linked.
enum CannotLink: Equatable {
  /// They are one.
  case oneself
  /// They are of different kinds.
  case differentKinds
  /// Nothing of this kind is counted: a list entry, a member of the team.
  case notCounted
}
