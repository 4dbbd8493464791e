package io.groundwatch.input.file;

import static io.groundwatch.input.file.LogFolder.A_ROTATION;
import static io.groundwatch.input.file.LogFolder.A_WHILE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.EventConfig;
import io.groundwatch.text.TimestampPolicy;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be in a file, wherever the reads happen to cut it: scenarios 25 to 33. */
class ContentScenariosTest {
  private static final Duration A_SHORT_WHILE = Duration.ofMillis(200);

  @TempDir Path temporary;
  private LogFolder logs = new LogFolder(Path.of(""));

  @BeforeEach
  void start() {
    logs = new LogFolder(temporary, "app.log");
    logs.maxRecords = 300;
  }

  @Test
  void s25_aLineThatGetsItsEndAfterARestartIsOneRecord() throws IOException {
    logs.write("app.log", "one\nhalf");
    logs.pass(Duration.ofSeconds(20));
    logs.stop();
    assertThat(logs.lines()).containsExactly("one");
    assertThat(logs.lane().coverage().values()).extracting(c -> c.last().to()).containsExactly(4L);
    logs.kill();
    logs.write("app.log", " and half\n");
    logs.pass(A_WHILE);
    assertThat(logs.lines()).containsExactly("one", "half and half");
  }

  @Test
  void s25_aLineThatNeverGetsItsEndIsTakenAndMarked() throws IOException {
    logs.write("app.log", "one\nhalf");
    logs.pass(Duration.ofSeconds(35));
    assertThat(logs.lines()).containsExactly("one", "half");
    assertThat(logs.lane().attributes()).containsExactly(Map.of(), Map.of("log.cut", "idle"));
  }

  @Test
  void s26_aLineOfTenMegabytesIsCutIntoPiecesAndTheNextOneIsWhole() throws IOException {
    int length = 10 << 20;
    logs.write("app.log", "one\n" + "x".repeat(length) + "\ntwo\n");
    logs.pass(A_WHILE);
    List<String> lines = logs.lines();
    assertThat(lines.get(0)).isEqualTo("one");
    assertThat(lines.get(lines.size() - 1)).isEqualTo("two");
    List<String> pieces = lines.subList(1, lines.size() - 1);
    assertThat(pieces).allSatisfy(p -> assertThat(p).hasSizeLessThanOrEqualTo(256 << 10));
    assertThat(pieces.stream().mapToInt(String::length).sum()).isEqualTo(length);
    assertThat(logs.lane().attributes().get(1)).isEqualTo(Map.of("log.cut", "too_long"));
  }

  @Test
  void s26_aLongLineIsNotRepeatedWhenTheAgentIsKilledWithinIt() throws IOException {
    logs.write("app.log", "x".repeat(3 << 20) + "\ntwo\n");
    logs.input.work();
    logs.kill();
    logs.pass(A_WHILE);
    assertThat(logs.lines().stream().filter(l -> l.startsWith("x")).mapToInt(String::length).sum())
        .isEqualTo(3 << 20);
    assertThat(logs.lines()).endsWith("two");
  }

  @Test
  void s27_aCarriageReturnIsLeftOutOnlyBeforeALineFeed() throws IOException {
    logs.write("app.log", "a\r\nb\rc\r\nd\r");
    logs.pass(A_SHORT_WHILE);
    logs.write("app.log", "\ne\n");
    logs.pass(A_WHILE);
    assertThat(logs.lines()).containsExactly("a", "b\rc", "d", "e");
  }

  @Test
  void s28_aByteOrderMarkIsLeftOutOnceAndOnlyAtTheStart() throws IOException {
    logs.write("app.log", "\ufeffone\n\ufefftwo\n");
    logs.pass(A_WHILE);
    logs.kill();
    logs.write("app.log", "\ufeffthree\n");
    logs.pass(A_WHILE);
    assertThat(logs.lines()).containsExactly("one", "\ufefftwo", "\ufeffthree");
  }

  @Test
  void s29_utf16IsCutAtItsOwnLineEndsAlsoWhenResumed() throws IOException {
    for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      logs = new LogFolder(Files.createTempDirectory(temporary, "utf16"), "app.log");
      logs.events = encoded("utf-16");
      logs.kill();
      // U+0A0A has two bytes that look like line feeds, U+010A one.
      write("\ufeffone\u0a0a\u010a\n".getBytes(charset));
      byte[] rest = "zwei\n".getBytes(charset);
      write(Arrays.copyOf(rest, 3));
      logs.pass(A_WHILE);
      logs.kill();
      write(Arrays.copyOfRange(rest, 3, rest.length));
      logs.pass(A_WHILE);
      assertThat(logs.lines()).containsExactly("one\u0a0a\u010a", "zwei");
    }
  }

  @Test
  void s30_whatIsNotOfTheEncodingIsReplacedAndStopsNothing() throws IOException {
    write(new byte[] {'a', (byte) 0xff, (byte) 0xc3, '\n', (byte) 0xed, (byte) 0xa0, '\n'});
    logs.append("app.log", "fine");
    logs.pass(A_WHILE);
    assertThat(logs.lines()).hasSize(3).endsWith("fine");
    assertThat(logs.lines().get(0)).startsWith("a\ufffd");
    logs = new LogFolder(Files.createTempDirectory(temporary, "gbk"), "app.log");
    logs.events = encoded("gbk");
    logs.kill();
    write("\u4e2d\u6587".getBytes(Charset.forName("gbk")));
    write(new byte[] {(byte) 0xff, '\n'});
    logs.append("app.log", "fine");
    logs.pass(A_WHILE);
    assertThat(logs.lines()).hasSize(2).endsWith("fine");
    assertThat(logs.lines().get(0)).startsWith("\u4e2d\u6587\ufffd");
  }

  @Test
  void s30_aCharacterThatIsWrittenInTwoPiecesIsWhole() throws IOException {
    byte[] text = "gr\u00fc\u00df \ud83d\ude00\n".getBytes(UTF_8);
    for (byte one : text) {
      write(new byte[] {one});
      logs.pass(A_SHORT_WHILE);
    }
    logs.pass(A_WHILE);
    assertThat(logs.lines()).containsExactly("gr\u00fc\u00df \ud83d\ude00");
    assertThat(logs.metrics.total("agent_files_repaired_lines_total")).isZero();
  }

  @Test
  void s31_aNulWithinALineIsText() throws IOException {
    logs.write("app.log", "a\0b\0\nc\n");
    logs.pass(A_WHILE);
    assertThat(logs.lines()).containsExactly("a\0b\0", "c");
  }

  @Test
  void s32_anEventOfManyLinesIsWholeThoughItsFileIsRotatedBehindIt() throws IOException {
    logs.write("app.log", "boom\n\tat one\n");
    logs.pass(A_SHORT_WHILE);
    logs.write("app.log", "\tat two\n");
    logs.rename("app.log", "app.log.1");
    logs.append("app.log", "next");
    logs.pass(A_ROTATION);
    assertThat(logs.lines()).containsExactlyInAnyOrder("boom\n\tat one\n\tat two", "next");
  }

  @Test
  void s32_anEventWhoseEndWasNotSeenIsReadAgainAfterAStop() throws IOException {
    logs.write("app.log", "one\nboom\n\tat one\n");
    logs.input.work();
    logs.stop();
    assertThat(logs.lines()).containsExactly("one");
    logs.kill();
    logs.write("app.log", "\tat two\n");
    logs.pass(A_WHILE);
    assertThat(logs.lines()).containsExactly("one", "boom\n\tat one\n\tat two");
  }

  @Test
  void s33_whatLooksLikeNothingKnownIsKeptAsItIs() throws IOException {
    logs.events = timed();
    logs.kill();
    String deep = "[".repeat(5000);
    List<String> odd =
        List.of(
            "\u001b[31mred\u001b[0m",
            "{\"time\": 99999999999999999999, \"n\": 1e400}",
            "{\"time\": \"never\"}",
            "{\"time\": ",
            deep);
    logs.append("app.log", odd.toArray(String[]::new));
    logs.pass(A_WHILE);
    assertThat(logs.lines()).containsExactlyElementsOf(odd);
    assertThat(logs.metrics.total("agent_files_untimed_events_total")).isEqualTo(odd.size());
  }

  private static EventConfig encoded(String encoding) {
    return new EventConfig(
        EventConfig.DEFAULTS.format(),
        encoding,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        EventConfig.DEFAULT_TIMEZONE,
        TimestampPolicy.LAST_GOOD,
        false,
        List.of());
  }

  /** Events are JSON, and say when they happened. */
  private static EventConfig timed() {
    return new EventConfig(
        EventConfig.Format.PLAIN,
        EventConfig.DEFAULT_ENCODING,
        Optional.empty(),
        Optional.of("%s"),
        Optional.of("time"),
        EventConfig.DEFAULT_TIMEZONE,
        TimestampPolicy.LAST_GOOD,
        false,
        List.of());
  }

  private void write(byte[] bytes) throws IOException {
    Files.write(logs.at("app.log"), bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
