package io.groundwatch.text;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextDecoderTest {
  @Test
  void validUtf8PassesAsItLies() {
    byte[] bytes = "xxgrößer €😀xx".getBytes(UTF_8);
    TextDecoder decoder = new TextDecoder(UTF_8);
    decoder.decode(bytes, 2, bytes.length - 4, false);
    assertThat(decoder.bytes()).isSameAs(bytes);
    assertThat(text(decoder)).isEqualTo("größer €😀");
    assertThat(decoder.replaced()).isZero();
  }

  @Test
  void whatIsInvalidIsReplacedAndCounted() {
    TextDecoder decoder = new TextDecoder(UTF_8);
    byte[] bytes = {'a', (byte) 0xff, 'b', (byte) 0xe2, (byte) 0x82, 'c', (byte) 0xc3};
    decoder.decode(bytes, 0, bytes.length, false);
    assertThat(text(decoder)).isEqualTo("a\ufffdb\ufffdc\ufffd");
    assertThat(decoder.replaced()).isEqualTo(3);
  }

  @Test
  void theMarkIsLeftOutAtTheFilesStartAlone() {
    for (Charset charset : List.of(UTF_8, UTF_16LE, UTF_16BE)) {
      byte[] bytes = "\ufeffa\ufeff".getBytes(charset);
      TextDecoder decoder = new TextDecoder(charset);
      decoder.decode(bytes, 0, bytes.length, true);
      assertThat(text(decoder)).as("%s", charset).isEqualTo("a\ufeff");
      decoder.decode(bytes, 0, bytes.length, false);
      assertThat(text(decoder)).as("%s", charset).isEqualTo("\ufeffa\ufeff");
    }
  }

  @Test
  void everyEncodingBecomesUtf8() {
    String text = "日本語 text 文";
    for (String name : List.of("gbk", "gb18030", "big5", "shift_jis", "euc-jp", "utf-16le")) {
      byte[] bytes = text.getBytes(Charsets.named(name));
      TextDecoder decoder = new TextDecoder(Charsets.named(name));
      decoder.decode(bytes, 0, bytes.length, true);
      assertThat(text(decoder)).as(name).isEqualTo(text);
      assertThat(decoder.replaced()).isZero();
    }
  }

  @Test
  void aBrokenEventLeavesNothingForTheNext() {
    TextDecoder decoder = new TextDecoder(Charsets.named("shift_jis"));
    decoder.decode(new byte[] {'a', (byte) 0x81}, 0, 2, false);
    assertThat(text(decoder)).isEqualTo("a\ufffd");
    decoder.decode(new byte[] {'b'}, 0, 1, false);
    assertThat(text(decoder)).isEqualTo("b");
    assertThat(decoder.replaced()).isZero();
  }

  @Test
  void anythingBecomesValidUtf8AsTheJdkHasIt() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<String> names = List.of("utf-8", "utf-16le", "utf-16be", "gb18030", "euc-jp", "koi8-r");
    for (int round = 0; round < 6000; round++) {
      Charset charset = Charsets.named(names.get(round % names.size()));
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      TextDecoder decoder = new TextDecoder(charset);
      decoder.decode(bytes, 0, bytes.length, false);
      assertThat(text(decoder))
          .as("seed %d, round %d, %s", seed, round, charset)
          .isEqualTo(new String(bytes, charset));
    }
  }

  @Test
  void aLongEventIsDecodedWhole() {
    String text = "ж".repeat(300_000);
    byte[] bytes = text.getBytes(Charsets.named("koi8-r"));
    TextDecoder decoder = new TextDecoder(Charsets.named("koi8-r"));
    decoder.decode(bytes, 0, bytes.length, false);
    assertThat(text(decoder)).isEqualTo(text);
  }

  private static String text(TextDecoder decoder) {
    return new String(decoder.bytes(), decoder.offset(), decoder.length(), UTF_8);
  }
}
