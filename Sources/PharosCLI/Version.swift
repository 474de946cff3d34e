/// What `pharos --version` says, and what manifests name.
package enum Version {
  package static let text = "0.1.0"
}
