import Lint
import Testing

/// What a `.gitignore` leaves out.
struct GitIgnoreTests {
  private static let file = GitIgnore(
    """
    # secrets
    secrets/
    *.key
    !public.key
    /build
    docs/**/draft.md
    [Tt]mp

    """)

  @Test(arguments: ["secrets/api", "a/secrets/api", "a/b.key", "build", "build/x", "docs/a/b/draft.md", "tmp/x", "Tmp"])
  func leavesOut(path: String) { #expect(Self.file.ignores(path) == true) }

  @Test(arguments: ["a/build", "secret", "docs/draft.txt", "key"])
  func saysNothing(path: String) { #expect(Self.file.ignores(path) == nil) }

  @Test func keeps() { #expect(Self.file.ignores("a/public.key") == false) }
}
