import Documents
import Project

/// What is measured: scrapes, and the metrics of each service with their arithmetic.
enum GuideMetrics {
  static func text(_ stack: Stack) -> String {
    let jobs = stack.jobs.map { job in
      [
        "`\(job.name)`", job.discovery == nil ? job.targets.map(\.address).joined(separator: ", ") : "discovered",
        Markdown.text(job.path),
        "\(job.interval ?? stack.prometheus.scrapeInterval)", "\(job.owner.kind.rawValue) \(job.owner.name)",
      ]
    }
    return "## Metrics\n\n" + Markdown.table(["job", "targets", "path", "every", "of"], jobs) + "\n"
      + stack.services.map(service).joined(separator: "\n") + components(stack)
      + GuideSetup.text(stack) + GuideLeftOut.text(stack)
  }

  private static func service(_ owner: Owner) -> String {
    let rows = owner.metrics.filter { name, _ in !name.contains(":") }.map { name, metric in
      [
        "`\(name)`", metric.type?.rawValue ?? "", Markdown.text(metric.unit ?? ""),
        owner.declaredMetrics[name]?.help.map(Markdown.text) ?? metric.help ?? "",
        metric.labels.map { "\($0) (\($1.size))" }.joined(separator: ", "),
        (metric.seriesPerTarget * owner.replicas).grouped,
      ]
    }
    return
      "### \(owner.name)\n\nSeries are counted for \(owner.replicas) target\(owner.replicas == 1 ? "" : "s"), by the bounds of the labels.\n\n"
      + Markdown.table(["metric", "type", "unit", "help", "labels (values)", "series"], rows)
  }

  private static func components(_ stack: Stack) -> String {
    let rows = stack.components.compactMap { owner -> [String]? in
      guard let pack = stack.ownPack(of: owner), !owner.isProbe, !pack.metrics.isEmpty else { return nil }
      return ["\(owner.name)", pack.title, pack.summary, "\(pack.metrics.count)"]
    }
    return "\n### Components\n\n" + Markdown.table(["component", "is", "tells", "metrics known"], rows)
      + "\n`pharos packs NAME` lists the metrics of each.\n"
  }
}
