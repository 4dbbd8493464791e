package io.groundwatch.text;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds encodings by name, as upstream does: first by the labels of the WHATWG Encoding Standard,
 * which name what is found in the wild (latin1 is windows-1252), then by IANA's and Java's names.
 * Stateless; any thread.
 */
public final class Charsets {
  /** Labels (encoding.spec.whatwg.org, 4.2) that the JDK knows not, or as something narrower. */
  private static final Map<String, String> LABELS =
      Map.ofEntries(
          // Upstream takes these as UTF-8, the first against the standard.
          Map.entry("ascii", "UTF-8"),
          Map.entry("utf_8", "UTF-8"),
          Map.entry("us-ascii", "windows-1252"),
          Map.entry("iso-8859-1", "windows-1252"),
          Map.entry("iso8859-1", "windows-1252"),
          Map.entry("iso_8859-1", "windows-1252"),
          Map.entry("latin1", "windows-1252"),
          Map.entry("l1", "windows-1252"),
          Map.entry("x-cp1252", "windows-1252"),
          Map.entry("x-cp1250", "windows-1250"),
          Map.entry("x-cp1251", "windows-1251"),
          Map.entry("iso-8859-9", "windows-1254"),
          Map.entry("latin5", "windows-1254"),
          Map.entry("iso-8859-11", "x-windows-874"),
          Map.entry("tis-620", "x-windows-874"),
          Map.entry("windows-874", "x-windows-874"),
          Map.entry("dos-874", "x-windows-874"),
          Map.entry("gbk", "GB18030"),
          Map.entry("gb2312", "GB18030"),
          Map.entry("gb_2312-80", "GB18030"),
          Map.entry("chinese", "GB18030"),
          Map.entry("x-gbk", "GB18030"),
          Map.entry("big5", "Big5-HKSCS"),
          Map.entry("big5-hkscs", "Big5-HKSCS"),
          Map.entry("cn-big5", "Big5-HKSCS"),
          Map.entry("shift_jis", "windows-31j"),
          Map.entry("shift-jis", "windows-31j"),
          Map.entry("sjis", "windows-31j"),
          Map.entry("ms_kanji", "windows-31j"),
          Map.entry("x-sjis", "windows-31j"),
          Map.entry("euc-kr", "x-windows-949"),
          Map.entry("windows-949", "x-windows-949"),
          Map.entry("ks_c_5601-1987", "x-windows-949"),
          Map.entry("korean", "x-windows-949"),
          Map.entry("koi", "KOI8-R"),
          Map.entry("koi8", "KOI8-R"),
          Map.entry("koi8-ru", "KOI8-U"),
          Map.entry("mac", "x-MacRoman"),
          Map.entry("macintosh", "x-MacRoman"),
          Map.entry("x-mac-cyrillic", "x-MacCyrillic"),
          Map.entry("utf8", "UTF-8"),
          Map.entry("unicode-1-1-utf-8", "UTF-8"),
          Map.entry("unicode", "UTF-16LE"),
          Map.entry("ucs-2", "UTF-16LE"));

  private Charsets() {}

  /**
   * The encoding of that name. {@code utf-16} is UTF-16, of which {@link #ofFile} tells the order.
   *
   * @throws IllegalArgumentException where there is none, or its lines do not end in LF
   */
  public static Charset named(String name) {
    String label = name.strip().toLowerCase(Locale.ROOT);
    Charset charset = known(LABELS.getOrDefault(label, label));
    if (charset == null) {
      throw new IllegalArgumentException(
          "encoding: " + name + " (expected: a name such as utf-8, utf-16, gbk or windows-1252)");
    }
    if (!isUtf16(charset) && !endsLinesInLineFeed(charset)) {
      throw new IllegalArgumentException(
          "encoding: " + name + " (expected: one in which the byte 0x0a ends a line, or UTF-16)");
    }
    return charset;
  }

  /**
   * The encoding of one file: {@code charset}, but for UTF-16 the order of bytes that its byte
   * order mark says, and little-endian without one, as the Encoding Standard has it.
   *
   * @param head the file's first bytes, at least 2 if it has as many
   */
  public static Charset ofFile(Charset charset, byte[] head) {
    if (!charset.equals(StandardCharsets.UTF_16)) {
      return charset;
    }
    boolean big = head.length >= 2 && head[0] == (byte) 0xfe && head[1] == (byte) 0xff;
    return big ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
  }

  /** How lines end in the encoding of a file. */
  public static LineBreaks lineBreaks(Charset charset, LineEnding ending) {
    boolean lineFeed = ending == LineEnding.LF;
    if (charset.equals(StandardCharsets.UTF_16BE)) {
      return lineFeed ? LineBreaks.UTF_16BE : LineBreaks.UTF_16BE_CR;
    }
    if (isUtf16(charset)) {
      return lineFeed ? LineBreaks.UTF_16LE : LineBreaks.UTF_16LE_CR;
    }
    return lineFeed ? LineBreaks.BYTES : LineBreaks.BYTES_CR;
  }

  private static boolean isUtf16(Charset charset) {
    return charset.equals(StandardCharsets.UTF_16)
        || charset.equals(StandardCharsets.UTF_16LE)
        || charset.equals(StandardCharsets.UTF_16BE);
  }

  /** Not so in EBCDIC, UTF-32 and what cannot be written at all. */
  private static boolean endsLinesInLineFeed(Charset charset) {
    return charset.canEncode() && Arrays.equals("\n".getBytes(charset), new byte[] {'\n'});
  }

  private static @Nullable Charset known(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return null;
    }
  }
}
