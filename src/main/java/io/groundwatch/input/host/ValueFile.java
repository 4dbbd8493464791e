package io.groundwatch.input.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A small file of the kernel that holds one value, as most below {@code /sys} do. Which of them
 * there are depends on the kernel and the hardware, and a driver may refuse to tell a value at the
 * moment: both are an answer, "not known", and no failure.
 */
final class ValueFile {
  /** As many digits as a long surely holds. */
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

  /** Most of these files have less. */
  private static final int MANY_BYTES = 4 << 10;

  private static final int MAX_BYTES = 1 << 20;

  private ValueFile() {}

  /** The text without the blanks around it; empty where the kernel does not tell it. */
  static Optional<String> text(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return Optional.of(new String(whole(in), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      // Absent (ENOENT), or not to be had now (EIO, ENODATA, EAGAIN, EOPNOTSUPP): see above.
      return Optional.empty();
    }
  }

  /**
   * The number of the first word; {@link Source#ABSENT} where there is none, or a word such as
   * {@code max}, or one too large to mean anything.
   */
  static long number(Path path) {
    return text(path).map(ValueFile::firstNumber).orElse(Source.ABSENT);
  }

  /** The number in a text, by the same rules. */
  static long number(String text) {
    return NUMBER.matcher(text).matches() ? Long.parseLong(text) : Source.ABSENT;
  }

  /**
   * Asks for much at once: a file below {@code /proc/sys} is only told to the first read, and
   * {@code Files.readString} begins with one byte of a file that has no size.
   */
  private static byte[] whole(InputStream in) throws IOException {
    byte[] bytes = new byte[MANY_BYTES];
    int length = 0;
    int n = in.read(bytes);
    while (n > 0 && length + n < MAX_BYTES) {
      length += n;
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * length);
      }
      n = in.read(bytes, length, bytes.length - length);
    }
    return Arrays.copyOf(bytes, length);
  }

  private static long firstNumber(String text) {
    int end = 0;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return number(text.substring(0, end));
  }
}
