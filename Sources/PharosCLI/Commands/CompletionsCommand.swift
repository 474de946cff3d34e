import ArgumentParser

struct CompletionsCommand: PresentedCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Print a script that completes command lines in a shell.",
    discussion: """
      Completes commands, flags and paths, and what the project at hand has: environments, labels and receivers of its \
      alerts, packs, rules. For zsh, `fpath+=~/.zfunc` stands before `compinit` in .zshrc.

      Examples:
        pharos completions bash > ~/.local/share/bash-completion/completions/pharos
        pharos completions zsh > ~/.zfunc/_pharos
        pharos completions fish > ~/.config/fish/completions/pharos.fish
      """)

  enum Shell: String, ExpressibleByArgument, CaseIterable {
    case bash, zsh, fish

    fileprivate var kind: CompletionShell {
      switch self {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    }
  }

  @Argument(help: "bash, zsh or fish.")
  var shell: Shell

  func run(_ presenter: Presenter) -> ExitStatus {
    presenter.console.print(Pharos.completionScript(for: shell.kind))
    return .success
  }
}
