import Scaffold
import Testing

/// Where the files of a repository are read.
struct RepositoryPageTests {
  @Test(arguments: [
    ("git@github.com:acme/shop.git", "https://github.com/acme/shop/blob/main/monitoring/runbooks"),
    ("https://github.com/acme/shop", "https://github.com/acme/shop/blob/main/monitoring/runbooks"),
    ("https://user:ghp_GEHEIM@github.com/acme/shop.git", "https://github.com/acme/shop/blob/main/monitoring/runbooks"),
    ("ssh://git@gitlab.acme.io:2222/a/b/c.git", "https://gitlab.acme.io/a/b/c/-/blob/main/monitoring/runbooks"),
    ("https://codeberg.org/acme/shop", "https://codeberg.org/acme/shop/src/branch/main/monitoring/runbooks"),
    ("https://git.acme.io/acme/shop", nil), ("../other", nil), ("git@github.com:shop", nil),
  ])
  func address(remote: String, page: String?) {
    let config =
      "[core]\n\tbare = false\n[remote \"fork\"]\n\turl = https://github.com/else/where\n[remote \"origin\"]\n\turl = \(remote)\n"
    let found = RepositoryPage.address(
      config: config, head: "ref: refs/remotes/origin/main\n", path: "monitoring/runbooks")
    #expect(found == page)
    #expect(RepositoryPage.address(config: config, head: "0a1b2c3d\n", path: "monitoring/runbooks") == nil)
  }
}
