import CLibYAML

/// One event of libyaml's parser with byte offsets instead of its code-point marks.
struct YAMLEvent {
  enum Kind {
    case documentStart, documentEnd, streamEnd
    case scalar(Scalar.Style, text: String, tag: String?, isPlainImplicit: Bool)
    case sequenceStart(tag: String?)
    case mappingStart(tag: String?)
    case collectionEnd
    case alias(String)
  }

  var kind: Kind
  var range: Range<Int>
  var anchor: String?
}

/// Why libyaml gave up, and where.
struct YAMLSyntaxError: Error {
  var problem: String
  var context: String?
  var offset: Int
}

/// Draws libyaml's events off a buffer. A class, as libyaml keeps the parser's address.
final class YAMLEventStream {
  private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
  private let bytes: UnsafeBufferPointer<UInt8>
  private var cursor: ScalarCursor

  /// - Parameter bytes: valid UTF-8 without a byte order mark, alive as long as the stream; `base` is the offset of its first byte in the file.
  init(_ bytes: UnsafeBufferPointer<UInt8>, base: Int) {
    self.bytes = bytes
    cursor = ScalarCursor(bytes: bytes, base: base)
    yaml_parser_initialize(parser)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  func next() throws(YAMLSyntaxError) -> YAMLEvent {
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
      defer { yaml_event_delete(&event) }
      let range = cursor.offset(of: event.start_mark.index)..<cursor.offset(of: event.end_mark.index)
      switch event.type {
      case YAML_STREAM_START_EVENT: continue
      case YAML_DOCUMENT_START_EVENT: return YAMLEvent(kind: .documentStart, range: range)
      case YAML_DOCUMENT_END_EVENT: return YAMLEvent(kind: .documentEnd, range: range)
      case YAML_SCALAR_EVENT:
        let data = event.data.scalar
        let text = String(decoding: UnsafeBufferPointer(start: data.value, count: data.length), as: UTF8.self)
        return YAMLEvent(
          kind: .scalar(
            style(data.style), text: text, tag: string(data.tag), isPlainImplicit: data.plain_implicit == 1),
          range: range, anchor: string(data.anchor))
      case YAML_SEQUENCE_START_EVENT:
        let data = event.data.sequence_start
        return YAMLEvent(kind: .sequenceStart(tag: string(data.tag)), range: range, anchor: string(data.anchor))
      case YAML_MAPPING_START_EVENT:
        let data = event.data.mapping_start
        return YAMLEvent(kind: .mappingStart(tag: string(data.tag)), range: range, anchor: string(data.anchor))
      case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return YAMLEvent(kind: .collectionEnd, range: range)
      case YAML_ALIAS_EVENT: return YAMLEvent(kind: .alias(string(event.data.alias.anchor) ?? ""), range: range)
      default: return YAMLEvent(kind: .streamEnd, range: range)
      }
    }
  }

  private func style(_ style: yaml_scalar_style_t) -> Scalar.Style {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: .literal
    case YAML_FOLDED_SCALAR_STYLE: .folded
    default: .plain
    }
  }

  private func string(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    pointer.map { String(cString: $0) }
  }

  private func failure() -> YAMLSyntaxError {
    let parser = parser.pointee
    return YAMLSyntaxError(
      problem: parser.problem.map { String(cString: $0) } ?? "the text is no YAML",
      context: parser.context.map { String(cString: $0) },
      offset: parser.error == YAML_READER_ERROR
        ? cursor.base + parser.problem_offset : cursor.offset(of: parser.problem_mark.index))
  }
}

/// Turns libyaml's code-point counts into byte offsets, moving from where it was last.
private struct ScalarCursor {
  let bytes: UnsafeBufferPointer<UInt8>
  let base: Int
  private let isASCII: Bool
  private var index = 0
  private var offset = 0

  init(bytes: UnsafeBufferPointer<UInt8>, base: Int) {
    self.bytes = bytes
    self.base = base
    isASCII = ByteEncoding.isASCII(UnsafeRawBufferPointer(bytes))
  }

  mutating func offset(of target: Int) -> Int {
    if isASCII { return base + min(target, bytes.count) }
    while index < target, offset < bytes.count {
      if target - index >= 8, ByteEncoding.areASCII(UnsafeRawBufferPointer(bytes), at: offset) {
        offset += 8
        index += 8
        continue
      }
      offset += 1
      while offset < bytes.count, ByteEncoding.isContinuation(bytes[offset]) { offset += 1 }
      index += 1
    }
    while index > target, offset > 0 {
      offset -= 1
      while offset > 0, ByteEncoding.isContinuation(bytes[offset]) { offset -= 1 }
      index -= 1
    }
    return base + offset
  }
}
