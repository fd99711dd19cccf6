import ArgumentParser

/// A command of hopenow: arguments in, one call of a layer below, output out.
protocol HopenowCommand: ParsableCommand {
  /// Does what the command is for.
  ///
  /// - Throws: Anything that ``UserFacing`` has a message for.
  func run(in world: World) throws
}

extension HopenowCommand {
  /// Runs the command in the real world and turns errors into messages and exit statuses.
  func run() throws {
    let output = Output()
    do {
      do {
        try run(in: World.live(output))
      } catch let status as ExitCode {
        try output.flush()
        throw status
      }
      try output.flush()
    } catch let status as ExitCode {
      throw status
    } catch let error as ValidationError {
      // The parser would take it for one of the whole program.
      output.remark("Error: \(error.message)\nUsage: \(Hopenow.usageString(for: Self.self))")
      throw ExitStatus.usage.code
    } catch {
      let isDanish = World.speaksDanish
      let facing = UserFacing(error, danish: isDanish)
      if let message = facing.message { output.remark((isDanish ? "Fejl: " : "Error: ") + message) }
      if let hint = facing.hint { output.remark((isDanish ? "Råd:  " : "Hint:  ") + hint) }
      throw facing.status.code
    }
  }
}
