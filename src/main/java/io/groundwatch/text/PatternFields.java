package io.groundwatch.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The fields of a line in which a pattern is found: its named groups, of those that took part in
 * the first match. Owned by one thread.
 */
public final class PatternFields implements FieldParser {
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Group(byte[] name, int number) {}

  private final List<Group> groups = new ArrayList<>();
  private final PatternMatches matches;

  /**
   * Fields of a pattern's groups.
   *
   * @throws IllegalArgumentException where none of them has a name
   */
  public PatternFields(LinePattern pattern) {
    if (pattern.groups().isEmpty()) {
      throw new IllegalArgumentException(
          "pattern '"
              + pattern
              + "': no group in it has a name (expected: one such as (?P<level>[A-Z]+))");
    }
    pattern.groups().entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(
            group ->
                groups.add(
                    new Group(group.getKey().getBytes(StandardCharsets.UTF_8), group.getValue())));
    this.matches = pattern.matches();
  }

  @Override
  public boolean parse(byte[] bytes, int offset, int length, Sink sink) {
    matches.open(bytes, offset, length);
    if (!matches.next()) {
      return false;
    }
    for (Group group : groups) {
      int start = matches.start(group.number());
      if (start != PatternMatches.NOWHERE) {
        int end = matches.end(group.number());
        sink.field(group.name(), 0, group.name().length, bytes, start, end - start);
      }
    }
    return true;
  }
}
