package io.groundwatch.text;

import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;

/** Text that stands as it is, byte for byte. */
final class LiteralStep implements TimeStep {
  private final byte[] text;
  private final String pattern;

  LiteralStep(String text) {
    this.text = text.getBytes(StandardCharsets.UTF_8);
    this.pattern = Pattern.quote(text);
  }

  @Override
  public int match(byte[] bytes, int at, int end, TimeFields into) {
    if (end - at < text.length) {
      return NO_MATCH;
    }
    for (int i = 0; i < text.length; i++) {
      if (bytes[at + i] != text[i]) {
        return NO_MATCH;
      }
    }
    return at + text.length;
  }

  @Override
  public String pattern() {
    return pattern;
  }

  @Override
  public boolean startsWith(int first) {
    return (text[0] & 0xff) == first;
  }
}
