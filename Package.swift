// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "hopenow",
  products: [
    .executable(name: "hopenow", targets: ["hopenow"]),
    // For tests alone: other programs open sealed files with it.
    .library(name: "hopenow-test-vfs", type: .dynamic, targets: ["TestLibrary"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // What the system gives, from the bottom up.
    .systemLibrary(name: "CLinux"),
    .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),

    // Each layer knows only the words of those above it in this list.
    .target(
      name: "CaseModel",
      // Data that the program brings with it, in its one file.
      resources: [
        .embedInCode("Screening/Tables/ilo-2009-adult-labour.txt"),
        .embedInCode("Screening/Tables/ilo-2009-adult-sexual-draft.txt"),
      ]),
    .target(name: "Merge", dependencies: ["CaseModel"]),
    .target(name: "Matching", dependencies: ["CaseModel"]),
    .target(name: "Spreadsheets", dependencies: ["CaseModel"]),
    .target(name: "Sealing", dependencies: ["CSodium", "CLinux"]),
    .target(
      name: "SealedSQLite",
      dependencies: ["Sealing", .product(name: "GRDBSQLite", package: "GRDB.swift")]),
    .target(
      name: "JournalStore",
      dependencies: [
        "CaseModel", "Merge", "Matching", "Sealing", "SealedSQLite",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    .target(name: "Reports", dependencies: ["CaseModel", "JournalStore"]),
    .target(
      name: "HopenowCommands",
      dependencies: [
        "CaseModel", "Merge", "Matching", "Spreadsheets", "Sealing", "SealedSQLite", "JournalStore",
        "Reports",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "hopenow",
      dependencies: [
        "HopenowCommands", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Measures what Docs/Performance.md promises; nothing ships with it.
    .executableTarget(
      name: "hopenow-bench",
      dependencies: [
        "CSodium", "Sealing", "SealedSQLite", "JournalStore",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    .target(
      name: "TestSupport", dependencies: ["CaseModel", "Sealing", "SealedSQLite", "JournalStore"],
      path: "Tests/TestSupport"),
    .target(
      name: "TestLibrary", dependencies: ["SealedSQLite", "Sealing", "TestPreload"],
      path: "Tests/TestLibrary"),
    .target(name: "TestPreload", path: "Tests/TestPreload"),
    .testTarget(name: "ArchitectureTests"),
    .testTarget(name: "CaseModelTests", dependencies: ["CaseModel", "TestSupport"]),
    .testTarget(
      name: "MergeTests", dependencies: ["CaseModel", "Merge", "Sealing", "TestSupport"]),
    .testTarget(name: "MatchingTests", dependencies: ["CaseModel", "Matching", "TestSupport"]),
    .testTarget(
      name: "SpreadsheetsTests", dependencies: ["CaseModel", "Spreadsheets", "TestSupport"]),
    .testTarget(name: "SealingTests", dependencies: ["Sealing", "TestSupport"]),
    .testTarget(
      name: "SealedSQLiteTests",
      dependencies: [
        "SealedSQLite", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(
      name: "JournalStoreTests",
      dependencies: [
        "JournalStore", "Sealing", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    .testTarget(
      name: "ReliabilityTests",
      dependencies: [
        "CaseModel", "Merge", "Sealing", "SealedSQLite", "JournalStore", "hopenow", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    .testTarget(
      name: "ReportsTests",
      dependencies: ["CaseModel", "JournalStore", "Reports", "hopenow", "TestSupport"],
      exclude: ["attack.py", "count_report.py", "read_page.py"]),
    .testTarget(
      name: "HopenowCommandsTests",
      dependencies: [
        "CaseModel", "Sealing", "JournalStore", "Reports", "HopenowCommands", "hopenow",
        "TestSupport",
      ],
      exclude: ["Transcripts", "Snapshots", "Reports/validate.py"]),
  ],
  swiftLanguageModes: [.v6]
)

// CI refuses warnings in our own code; a newer compiler's shall not keep anybody from building.
let refusesWarnings = Context.environment["HOPENOW_WARNINGS_AS_ERRORS"] == "1"

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ]
  if refusesWarnings { target.swiftSettings?.append(.treatAllWarnings(as: .error)) }
}
