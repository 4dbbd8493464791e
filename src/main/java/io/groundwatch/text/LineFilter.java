package io.groundwatch.text;

import java.util.List;

/**
 * Lets an event pass if every include pattern is found in it and no exclude pattern is. What does
 * not pass is the caller's to count. Owned by one thread, as its patterns are.
 */
public final class LineFilter implements LineCheck {
  /**
   * One condition.
   *
   * @param include whether the pattern must be found; otherwise it must not
   */
  public record Rule(boolean include, LineCheck pattern) {}

  /** An array: going through it makes no object a line. */
  private final Rule[] rules;

  /** All of {@code rules} must hold; with none, everything passes. */
  public LineFilter(List<Rule> rules) {
    this.rules = rules.toArray(Rule[]::new);
  }

  @Override
  public boolean find(byte[] bytes, int offset, int length) {
    for (Rule rule : rules) {
      if (rule.pattern().find(bytes, offset, length) != rule.include()) {
        return false;
      }
    }
    return true;
  }
}
