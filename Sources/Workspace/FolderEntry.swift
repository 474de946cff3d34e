/// What lies in a folder, by its name.
struct FolderEntry {
  var name: String
  /// What it is, where its name is no UTF-8 and `name` only stands for it; nil for any other.
  var unreadableKind: Status.Kind?
}
