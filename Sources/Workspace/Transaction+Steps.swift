import Regeneration

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Taking the steps and taking them back: the same moves with the digests the other way round.
extension Transaction {
  /// Takes all steps, none of which was taken before; on an error, or when a file cannot be changed without losing an edit, takes
  /// them back.
  func run(_ steps: [Step], _ times: inout Times) throws {
    do {
      try times.write.measure { for step in steps { try advance(step) } }
      try times.sync.measure { try syncFolders(of: steps) }
    } catch {
      throw takeBack(steps, because: error)
    }
    // The last rename is on the disk. What fails from here on is taken back by the next run, which does it again.
    try? times.write.measure { try discard() }
  }

  private func advance(_ step: Step) throws {
    switch step {
    case .makeFolder(let path): try makeFolder(path)
    case .removeFolder(let path): try removeFolder(path)
    case .file(let path, let slot, let before, let after):
      guard try settle(path, staging(String(slot)), from: before, to: after, isFresh: true) else {
        throw WorkspaceError(
          .changedMeanwhile(path: path), "\(tree.display(path)) changed while pharos was at work",
          help: "run the command again")
      }
    }
  }

  private func takeBack(_ steps: [Step], because cause: any Error) -> WorkspaceError {
    do { try undo(steps) } catch { return WorkspaceError(cause, outcome: .unfinished) }
    return abandon(because: cause)
  }

  /// Takes back those of the steps that were taken.
  func undo(_ steps: [Step]) throws {
    for step in steps.reversed() { try retreat(step) }
    try syncFolders(of: steps)
  }

  private func retreat(_ step: Step) throws {
    switch step {
    case .makeFolder(let path): try removeFolder(path)
    case .removeFolder(let path): try makeFolder(path)
    case .file(let path, let slot, let before, let after):
      // False is an edit since: it stays, and the manifest taken back along with the rest shows it as one.
      _ = try settle(path, staging(String(slot)), from: after, to: before)
    }
  }

  private func makeFolder(_ path: String) throws {
    let place = try tree.place(of: path)
    do { try fileSystem.makeFolder(place, minimum: Self.searchable) } catch  where error.code == EEXIST {}
  }

  /// One that is not empty, or not there, stays as it is.
  private func removeFolder(_ path: String) throws {
    guard case .place(let place) = try tree.way(to: path) else { return }
    do {
      try fileSystem.removeFolder(place)
      tree.forget(path)
    } catch  where [ENOENT, ENOTEMPTY, EEXIST, ENOTDIR].contains(error.code) {}
  }

  /// Moves one file on from wherever an earlier attempt stopped. The slot alone tells where that was.
  ///
  /// - Parameter isFresh: whether there was no earlier attempt, so that the slot need not be looked at first.
  private func settle(
    _ path: String, _ slot: Place, from: Digest?, to: Digest?, isFresh: Bool = false
  ) throws -> Bool {
    let way = try tree.way(to: path)
    guard case .place(let place) = way else {
      // The folder is gone, and with it the file. A removal is then done, everything else impossible.
      return to == nil
    }
    switch (from, to) {
    case (nil, _): return try put(slot, at: place)
    case (_, nil): return try take(place, into: slot, expecting: from)
    case (_, _): return try swap(slot, place, from: from, to: to, isFresh)
    }
  }

  /// No file becomes one.
  private func put(_ slot: Place, at place: Place) throws -> Bool {
    guard try fileSystem.status(slot) != nil else { return true }
    do { try fileSystem.renameToFreeName(slot, to: place) } catch  where error.code == EEXIST { return false }
    return true
  }

  /// A file becomes none.
  private func take(_ place: Place, into slot: Place, expecting digest: Digest?) throws -> Bool {
    if try fileSystem.status(slot) == nil {
      do { try fileSystem.renameToFreeName(place, to: slot) } catch  where error.code == ENOENT { return true }
    }
    if try tree.digest(slot) == digest { return true }
    _ = try put(slot, at: place)
    return false
  }

  /// A file becomes another.
  private func swap(_ slot: Place, _ place: Place, from: Digest?, to: Digest?, _ isFresh: Bool) throws -> Bool {
    if !isFresh {
      try completeExchange(slot, place)
      guard try fileSystem.status(slot) != nil else { return true }
    }
    let held = isFresh ? to : try tree.digest(slot)
    if held == from { return true }
    guard try fileSystem.status(place) != nil else {
      // Deleted meanwhile, by somebody who did not know that the slot may hold an edit of theirs.
      if held != to { _ = try put(slot, at: place) }
      return false
    }
    if held == to {
      try exchange(slot, place)
      if try [from, to].contains(tree.digest(slot)) { return true }
    }
    // What came out is an edit: back with it.
    try exchange(slot, place)
    return false
  }

  // MARK: Exchanging where the file system has no call for it

  /// One rename where there is one; else three, between which the file is away for an instant.
  private func exchange(_ slot: Place, _ place: Place) throws {
    if try fileSystem.exchange(slot, place) { return }
    try fileSystem.rename(place, to: spare(for: slot))
    try completeExchange(slot, place)
  }

  /// Brings an exchange by three renames to its end, from wherever it stopped.
  private func completeExchange(_ slot: Place, _ place: Place) throws {
    let spare = spare(for: slot)
    guard try fileSystem.status(spare) != nil else { return }
    if try fileSystem.status(place) == nil, try fileSystem.status(slot) != nil {
      try fileSystem.renameToFreeName(slot, to: place)
    }
    if try fileSystem.status(slot) == nil { try fileSystem.renameToFreeName(spare, to: slot) }
  }

  func spare(for slot: Place) -> Place { staging(slot.name + ".old") }
}
