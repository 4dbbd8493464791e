package io.groundwatch.text;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression in the syntax of RE2 (github.com/google/re2/wiki/Syntax), which is that of
 * Go and so of the CloudWatch Agent. The time of a search grows with the pattern's length times the
 * line's, whatever both are; so there is no look-ahead, look-behind, back-reference, possessive
 * quantifier nor atomic group. Owned by one thread, since it keeps scratch space.
 */
public final class LinePattern implements LineCheck {
  private final Pattern pattern;
  private final Matcher matcher;
  private final LineText line = new LineText();
  private final @Nullable LiteralSearch words;
  private final @Nullable LiteralSearch required;

  private LinePattern(Pattern pattern) {
    this.pattern = pattern;
    this.matcher = pattern.matcher("");
    this.words = LiteralSearch.of(pattern.pattern());
    this.required = words == null ? RequiredWords.of(pattern.pattern()) : words;
  }

  /**
   * Compiles a pattern.
   *
   * @throws IllegalArgumentException with the pattern, the place and what is wrong
   */
  public static LinePattern compile(String pattern) {
    try {
      return new LinePattern(Pattern.compile(pattern));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(PatternFault.words(pattern, e), e);
    }
  }

  /** Whether the pattern is found anywhere in the text. */
  @Override
  public boolean find(byte[] bytes, int offset, int length) {
    if (words != null && !words.needsAscii()) {
      return words.find(bytes, offset, length);
    }
    boolean ascii = AsciiView.isAscii(bytes, offset, offset + length);
    if (words != null && ascii) {
      return words.find(bytes, offset, length);
    }
    if (required != null && required.rulesOut(bytes, offset, length, ascii)) {
      return false;
    }
    // RE2/J takes a byte[] too, but whole arrays only, and after a byte that is not ASCII it
    // believes to be at the text's start.
    return matcher
        .reset(ascii ? line.ofAscii(bytes, offset, length) : line.of(bytes, offset, length))
        .find();
  }

  /** A walk over what it finds, which keeps scratch space of its own. */
  public PatternMatches matches() {
    return new PatternMatches(pattern.matcher(""), required);
  }

  /** The numbers of its named groups, from 1, by their names. */
  public Map<String, Integer> groups() {
    return pattern.namedGroups();
  }

  /** How many groups it has, whether named or not. */
  public int groupCount() {
    return pattern.groupCount();
  }

  /** The pattern as it was written. */
  @Override
  public String toString() {
    return pattern.pattern();
  }
}
