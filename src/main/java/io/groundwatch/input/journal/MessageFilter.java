package io.groundwatch.input.journal;

import io.groundwatch.config.EventConfig.Filter;
import io.groundwatch.text.LineCheck;
import io.groundwatch.text.LinePattern;
import java.util.List;

/**
 * The filters of an entry, as upstream joins them for the journal: a message passes if any include
 * pattern is found in it, or there is none, and no exclude pattern is. (Of a file's filters all
 * must let a line pass.) Owned by one thread, as its patterns are.
 */
final class MessageFilter implements LineCheck {
  private final List<LinePattern> includes;
  private final List<LinePattern> excludes;

  MessageFilter(List<Filter> filters) {
    this.includes = patterns(filters, true);
    this.excludes = patterns(filters, false);
  }

  private static List<LinePattern> patterns(List<Filter> filters, boolean include) {
    return filters.stream()
        .filter(filter -> filter.include() == include)
        .map(filter -> LinePattern.compile(filter.expression()))
        .toList();
  }

  @Override
  public boolean find(byte[] bytes, int offset, int length) {
    return (includes.isEmpty() || anyIn(includes, bytes, offset, length))
        && !anyIn(excludes, bytes, offset, length);
  }

  private static boolean anyIn(List<LinePattern> patterns, byte[] bytes, int offset, int length) {
    for (LinePattern pattern : patterns) {
      if (pattern.find(bytes, offset, length)) {
        return true;
      }
    }
    return false;
  }
}
