import ArgumentParser
import HopenowCommands

@main
struct Main {
  static func main() {
    Hopenow.main()
  }
}
