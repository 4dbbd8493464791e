package io.groundwatch.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CharsetsTest {
  @Test
  void knowsTheNamesThatUpstreamKnows() {
    for (String name :
        List.of(
            "utf-8",
            "UTF8",
            "utf-16",
            "utf-16le",
            "utf-16be",
            "iso-8859-1",
            "iso-8859-2",
            "iso-8859-5",
            "iso-8859-6",
            "iso-8859-7",
            "iso-8859-8",
            "iso-8859-13",
            "iso-8859-15",
            "windows-1250",
            "windows-1251",
            "windows-1252",
            "windows-1253",
            "windows-1254",
            "windows-1255",
            "windows-1256",
            "windows-1257",
            "windows-1258",
            "windows-874",
            "ibm866",
            "koi8-r",
            "koi8-u",
            "macintosh",
            "gbk",
            "gb18030",
            "gb2312",
            "big5",
            "shift_jis",
            "euc-jp",
            "euc-kr",
            "ascii",
            "latin1")) {
      assertThat(Charsets.named(name)).as(name).isNotNull();
    }
  }

  @Test
  void aLabelMeansWhatTheWebMeansByIt() {
    assertThat(new String(new byte[] {(byte) 0x80}, Charsets.named("Latin1"))).isEqualTo("€");
    assertThat(new String(new byte[] {(byte) 0x87, (byte) 0x40}, Charsets.named("Shift_JIS")))
        .isEqualTo("①");
  }

  @Test
  void whatUpstreamTakesAsUtf8IsUtf8() {
    for (String name : List.of("utf-8", "utf8", "utf_8", "ascii")) {
      assertThat(Charsets.named(name)).isEqualTo(StandardCharsets.UTF_8);
    }
  }

  @Test
  void aLineEndIsNoPartOfAnotherCharacter() {
    // What the plain splitter rests on: no character but LF has the byte 0x0a, and CR likewise.
    for (String name : List.of("gb18030", "gbk", "big5", "shift_jis", "euc-jp", "euc-kr")) {
      Charset charset = Charsets.named(name);
      for (int c = 0x80; c < 0x30000; c++) {
        String text = Character.toString(c);
        if (!Character.isSurrogate(text.charAt(0)) || c > 0xffff) {
          assertThat(text.getBytes(charset)).as("%s of U+%04X", name, c).doesNotContain(0x0a, 0x0d);
        }
      }
    }
  }

  @Test
  void refusesWhatItCannotSplit() {
    for (String name : List.of("utf-32", "ibm1047")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Charsets.named(name))
          .withMessage(
              "encoding: "
                  + name
                  + " (expected: one in which the byte 0x0a ends a line, or UTF-16)");
    }
    for (String name : List.of("klingon", "", "ä ö")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Charsets.named(name))
          .withMessageStartingWith("encoding: " + name + " (expected: a name");
    }
  }

  @Test
  void theMarkOfAFileTellsItsOrder() {
    Charset utf16 = Charsets.named("utf-16");
    assertThat(Charsets.ofFile(utf16, new byte[] {(byte) 0xfe, (byte) 0xff}))
        .isEqualTo(StandardCharsets.UTF_16BE);
    assertThat(Charsets.ofFile(utf16, new byte[] {(byte) 0xff, (byte) 0xfe}))
        .isEqualTo(StandardCharsets.UTF_16LE);
    assertThat(Charsets.ofFile(utf16, new byte[] {'a'})).isEqualTo(StandardCharsets.UTF_16LE);
    assertThat(Charsets.ofFile(StandardCharsets.UTF_8, new byte[] {(byte) 0xfe, (byte) 0xff}))
        .isEqualTo(StandardCharsets.UTF_8);
  }

  @Test
  void eachEncodingHasItsLineBreaks() {
    assertThat(Charsets.lineBreaks(StandardCharsets.UTF_16BE, LineEnding.LF))
        .isSameAs(LineBreaks.UTF_16BE);
    assertThat(Charsets.lineBreaks(StandardCharsets.UTF_16LE, LineEnding.LF))
        .isSameAs(LineBreaks.UTF_16LE);
    assertThat(Charsets.lineBreaks(Charsets.named("gbk"), LineEnding.LF))
        .isSameAs(LineBreaks.BYTES);
    for (String name : List.of("utf-8", "gb18030", "utf-16le", "utf-16be")) {
      Charset charset = Charsets.named(name);
      LineBreaks returns = Charsets.lineBreaks(charset, LineEnding.CR);
      byte[] bytes = "x\n\r".getBytes(charset);
      assertThat(returns.lineBreak(bytes, 0, bytes.length)).isEqualTo(2 * returns.width());
    }
  }
}
