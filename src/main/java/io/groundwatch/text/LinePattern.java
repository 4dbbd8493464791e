package io.groundwatch.text;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression in the syntax of RE2 (github.com/google/re2/wiki/Syntax), which is that of
 * Go and so of the CloudWatch Agent. The time of a search grows with the pattern's length times the
 * line's, whatever both are; so there is no look-ahead, look-behind, back-reference, possessive
 * quantifier nor atomic group. Owned by one thread, since it keeps scratch space.
 */
public final class LinePattern implements LineCheck {
  private final String text;
  private final Matcher matcher;
  private final AsciiView view = new AsciiView();
  private final @Nullable LiteralSearch words;

  private LinePattern(String text, Matcher matcher) {
    this.text = text;
    this.matcher = matcher;
    this.words = LiteralSearch.of(text);
  }

  /**
   * Compiles a pattern.
   *
   * @throws IllegalArgumentException with the pattern, the place and what is wrong
   */
  public static LinePattern compile(String pattern) {
    try {
      return new LinePattern(pattern, Pattern.compile(pattern).matcher(""));
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
    // RE2/J takes a byte[] too, but whole arrays only, and after a byte that is not ASCII it
    // believes to be at the text's start.
    CharSequence line =
        ascii
            ? view.of(bytes, offset, length)
            : new String(bytes, offset, length, StandardCharsets.UTF_8);
    return matcher.reset(line).find();
  }

  /** The pattern as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
