import Documents
import Formats

/// What is scraped, how often and where.
struct ScrapeChanges {
  private(set) var changes: [StackChanges.Change] = []

  init(_ old: StackFiles, _ new: StackFiles) {
    let values = ValueChanges(hiding: old.secrets(old.scrapePath).union(new.secrets(new.scrapePath)))
    guard let old = old.prometheus, let new = new.prometheus else { return }
    add(values.between(old.node, new.node, skipping: ["scrape_configs"]))
    let (a, b) = (Self.jobs(old), Self.jobs(new))
    var differences: [(title: String, words: String)] = []
    for (name, job) in b {
      guard let before = a[name] else {
        let targets = job.targets.map(\.address.value)
        let place = targets.isEmpty ? "" : " at \(Phrase.list(targets))"
        add(["job \(Phrase.code(name)) is new: scraped every \(job.interval)\(place)"])
        continue
      }
      let words = Self.words(before, job, values)
      if !words.isEmpty { differences.append((Phrase.code(name), words.joined(separator: "; "))) }
    }
    add(Phrase.together(differences, "jobs"))
    for (name, _) in a where b[name] == nil { add(["job \(Phrase.code(name)) is scraped no longer"]) }
  }

  private mutating func add(_ texts: [String]) { changes += texts.map { .init(.scraping, $0) } }

  private static func jobs(_ config: PrometheusConfig) -> OrderedMap<ScrapeJob> {
    var result: OrderedMap<ScrapeJob> = [:]
    for job in config.jobs { if let name = job.name?.value { result[name] = job } }
    return result
  }

  private static func words(_ old: ScrapeJob, _ new: ScrapeJob, _ values: ValueChanges) -> [String] {
    let (a, b) = (old.targets.map(\.address.value), new.targets.map(\.address.value))
    let added = b.filter { !a.contains($0) }, gone = a.filter { !b.contains($0) }
    var words = added.isEmpty ? [] : ["target\(added.count == 1 ? "" : "s") \(Phrase.list(added)) added"]
    if !gone.isEmpty { words.append("target\(gone.count == 1 ? "" : "s") \(Phrase.list(gone)) gone") }
    let told: Set<String> = words.isEmpty ? [] : ["static_configs"]
    return words + values.between(old.node, new.node, skipping: told)
  }
}
