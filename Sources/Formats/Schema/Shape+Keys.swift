import Documents

extension Shape {
  /// Whether a mapping of this shape may have a key.
  package func takes(_ key: String) -> Bool { section?.fields[key] != nil }

  /// The shape of what stands under a key, or of an item of a list; nil where nothing is said of it.
  package func part(_ key: String? = nil) -> Shape? {
    switch self {
    case .list(let item), .entries(let item): key == nil ? item : nil
    case .map(let value, _): value
    case .either(_, let list, let mapping): (key == nil ? list : mapping)?.part(key)
    case .both(let shape, _), .filledIn(let shape), .scalarOr(let shape): shape.part(key)
    case .later(let shape): shape().part(key)
    case .section: key.flatMap { section?.fields[$0] }
    default: nil
    }
  }

  private var section: SectionShape? {
    switch self {
    case .section(let section): section
    case .either(_, _, let mapping): mapping?.section
    case .both(let shape, _), .filledIn(let shape), .scalarOr(let shape): shape.section
    case .later(let shape): shape().section
    default: nil
    }
  }
}
