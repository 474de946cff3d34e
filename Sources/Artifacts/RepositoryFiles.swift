import Project
import Regeneration

/// `.gitignore` and `.gitattributes` of the output folder.
enum RepositoryFiles {
  /// The secrets that lie outside of their folder, a line each.
  private static func secretsElsewhere(_ stack: Stack) -> String {
    stack.secrets.compactMap { secret -> String? in
      guard case .file(let path) = secret, !path.hasPrefix("secrets/") else { return nil }
      return "/\(path)\n"
    }.sorted().joined()
  }

  @Sendable static func generate(_ stack: Stack) -> [Artifact] {
    [
      .text(
        ".gitignore",
        """
        # \(Header.owned(stack))
        \(stack.target.unversionedNames.map { "/\($0)\n" }.joined())\
        /secrets/*
        !/secrets/README.md
        \(secretsElsewhere(stack))\
        /.pharos/lock
        /.pharos/staging/

        """),
      .text(
        ".gitattributes",
        """
        # \(Header.owned(stack))
        # Both have lines that mean something on their own, so that those of two branches may stand side by side.
        /.pharos/manifest.json text eol=lf merge=union linguist-generated
        /.pharos/bases text eol=lf merge=union -diff linguist-generated
        *.yml text eol=lf
        *.json text eol=lf
        *.md text eol=lf
        \(stack.target.fileNames.filter { $0.hasSuffix(".yml") }.map { "/\($0) linguist-generated\n" }.joined())\
        /prometheus/** linguist-generated
        /alertmanager/** linguist-generated
        /grafana/** linguist-generated

        """),
    ]
  }
}
