package io.groundwatch.input.file;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.ConfigException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What went wrong elsewhere with what is in files, numbered as in the list of failures. */
class ContentScenariosTest {
  private static final Duration A_MOMENT = Duration.ofMillis(300);
  private static final Duration A_WHILE = Duration.ofSeconds(2);
  private static final Duration LONG = Duration.ofSeconds(35);
  private static final int LIMIT = 256 << 10;

  @TempDir Path folder;

  @Test
  void s25_aLastLineWithoutItsEndIsOneRecordThoughTheAgentIsStoppedWithinIt() throws Exception {
    TailedFolder tailed = tailed("");
    tailed.append("one\nhalf a line");
    tailed.pass(A_WHILE);
    assertThat(tailed.covered()).isEqualTo(4);
    tailed.restart();
    tailed.append(" and its rest\n");
    tailed.pass(A_WHILE);
    assertThat(tailed.messages()).containsExactly("one", "half a line and its rest");
  }

  @Test
  void s25_itIsSentMarkedAfterTheTimeThatIsConfigured() throws Exception {
    TailedFolder tailed = tailed("\"partial_line_timeout\": \"3s\"");
    tailed.append("half a line");
    tailed.pass(A_WHILE);
    assertThat(tailed.messages()).isEmpty();
    tailed.pass(A_WHILE);
    assertThat(tailed.messages()).containsExactly("half a line");
    assertThat(tailed.lane().attributes()).containsExactly(Map.of("log.cut", "idle"));
    assertThat(tailed.covered()).isEqualTo(11);
    tailed.restart();
    tailed.append(" and its rest\n");
    tailed.pass(A_WHILE);
    assertThat(tailed.messages()).containsExactly("half a line", " and its rest");
  }

  @Test
  void s26_aLineOfTenMegabytesIsSplitAndTheFileGoesOn() throws Exception {
    TailedFolder tailed = tailed("");
    String line = "€x".repeat(2_500_000);
    tailed.append("before\n" + line + "\nafter\n");
    tailed.pass(A_WHILE);
    List<String> messages = tailed.messages();
    assertThat(messages.get(0)).isEqualTo("before");
    assertThat(messages.get(messages.size() - 1)).isEqualTo("after");
    List<String> pieces = messages.subList(1, messages.size() - 1);
    assertThat(String.join("", pieces)).isEqualTo(line);
    assertThat(pieces).allMatch(piece -> piece.getBytes(UTF_8).length <= LIMIT);
    assertThat(tailed.total("agent_files_split_lines_total")).isEqualTo(pieces.size() - 1);
  }

  @Test
  void s26_orItsRestIsLeftOutAndTheFileGoesOn() throws Exception {
    for (String format : List.of("text", "plain")) {
      Path own = Files.createDirectory(folder.resolve(format));
      TailedFolder tailed =
          new TailedFolder(
              own, "\"format\": \"%s\", \"long_lines\": \"truncate\"".formatted(format));
      tailed.append("before\n" + "€x".repeat(2_500_000) + "\nafter\n");
      tailed.look();
      assertThat(tailed.total("agent_files_truncated_lines_total")).isEqualTo(1);
      tailed.pass(A_WHILE);
      assertThat(tailed.messages()).hasSize(3).startsWith("before").endsWith("after");
      assertThat(tailed.messages().get(1).getBytes(UTF_8).length).isBetween(LIMIT - 3, LIMIT);
      assertThat(tailed.lane().attributes().get(1)).isEqualTo(Map.of("log.cut", "truncated"));
      assertThat(tailed.total("agent_files_truncated_lines_total")).isEqualTo(1);
    }
  }

  @Test
  void s26_noKillWithinTheLineMakesARecordOfItsRest() throws Exception {
    TailedFolder tailed = tailed("\"long_lines\": \"truncate\"");
    tailed.append("before\n");
    for (int part = 0; part < 20; part++) {
      tailed.append("x".repeat(300_000));
      tailed.pass(A_MOMENT);
      tailed.kill();
    }
    assertThat(tailed.covered()).isEqualTo(7);
    tailed.append("\nafter\n");
    tailed.pass(A_WHILE);
    assertThat(tailed.messages()).containsExactly("before", "x".repeat(LIMIT), "after");
  }

  @Test
  void s26_aLineThatNeverEndsIsSentWhenNothingComesAnyMore() throws Exception {
    TailedFolder tailed = tailed("\"long_lines\": \"truncate\", \"encoding\": \"utf-16le\"");
    tailed.append("x".repeat(2_000_000).getBytes(UTF_16LE));
    tailed.append(new byte[] {'x'});
    tailed.pass(LONG);
    assertThat(tailed.messages()).containsExactly("x".repeat(LIMIT / 2));
    tailed.append(new byte[] {0});
    tailed.append("\nnext\n".getBytes(UTF_16LE));
    tailed.pass(A_WHILE);
    assertThat(tailed.messages()).containsExactly("x".repeat(LIMIT / 2), "x", "next");
  }

  @Test
  void s26_theLimitIsConfigurable() throws Exception {
    TailedFolder tailed = tailed("\"max_event_bytes\": \"1KiB\"");
    tailed.append("x".repeat(1500) + "\n" + "y".repeat(1024) + "\n");
    tailed.pass(A_WHILE);
    assertThat(tailed.messages())
        .containsExactly("x".repeat(1024), "x".repeat(476), "y".repeat(1024));
    TailedFolder wide = new TailedFolder(folder, "\"max_event_bytes\": \"1MiB\"");
    wide.append("z".repeat(1 << 20) + "\n");
    wide.pass(A_WHILE);
    assertThat(wide.messages()).endsWith("z".repeat(1 << 20));
  }

  @Test
  void s27_onlyACarriageReturnBeforeALineFeedIsLeftOut() throws Exception {
    TailedFolder tailed = tailed("\"format\": \"plain\"");
    for (String part : List.of("one\r", "\ntwo\rthree\r\r\n", "\r", "\n", "four\n")) {
      tailed.append(part);
      tailed.pass(A_MOMENT);
    }
    tailed.pass(A_WHILE);
    assertThat(tailed.messages()).containsExactly("one", "two\rthree\r", "", "four");
  }

  @Test
  void s27_carriageReturnsEndLinesWhereThatIsConfigured() throws Exception {
    TailedFolder tailed = tailed("\"line_ending\": \"cr\"");
    for (String part : List.of("one\rtw", "o\r\tindented\r", "th\nree\r")) {
      tailed.append(part);
      tailed.pass(A_MOMENT);
    }
    tailed.pass(A_WHILE);
    assertThat(tailed.messages()).containsExactly("one", "two\r\tindented", "th\nree");
  }

  @Test
  void s28_aByteOrderMarkIsLeftOutAtTheStartAndKeptElsewhere() throws Exception {
    TailedFolder tailed = tailed("\"format\": \"plain\"");
    tailed.append("\ufeff\ufeffone\n\ufefftwo\n");
    tailed.pass(A_MOMENT);
    tailed.restart();
    tailed.append("\ufeffthree\n");
    tailed.pass(A_WHILE);
    assertThat(tailed.messages()).containsExactly("\ufeffone", "\ufefftwo", "\ufeffthree");
  }

  @Test
  void s28_theFirstEventStartsAfterTheMark() throws Exception {
    for (Charset charset : List.of(UTF_8, UTF_16LE)) {
      Path own = Files.createDirectory(folder.resolve(charset.name()));
      TailedFolder tailed =
          new TailedFolder(
              own,
              "\"multi_line_start_pattern\": \"^\\\\d\", \"encoding\": \"%s\""
                  .formatted(charset.name()));
      tailed.append("\ufeff1 a\nCaused by: b\n2 c\n".getBytes(charset));
      tailed.pass(Duration.ofSeconds(6));
      assertThat(tailed.messages()).containsExactly("1 a\nCaused by: b", "2 c");
    }
  }

  @Test
  void s29_utf16IsReadInUnitsFromWhereItWasLeft() throws Exception {
    for (Charset charset : List.of(UTF_16LE, UTF_16BE)) {
      Path own = Files.createDirectory(folder.resolve(charset.name()));
      TailedFolder tailed = new TailedFolder(own, "\"encoding\": \"utf-16\"");
      // U+0A0D and U+0D0A have the bytes of line ends; a read may end within each unit.
      byte[] bytes = "\ufeffone\u0a0d\u0d0a\r\ntwo 😀\r\n\u0a00x\r\n".getBytes(charset);
      for (int at = 0; at < bytes.length; at++) {
        tailed.append(Arrays.copyOfRange(bytes, at, at + 1));
        tailed.pass(A_MOMENT);
        if (at % 5 == 4) {
          tailed.restart();
        }
      }
      tailed.pass(A_WHILE);
      assertThat(tailed.messages())
          .as("%s", charset)
          .containsExactly("one\u0a0d\u0d0a", "two 😀", "\u0a00x");
    }
  }

  @Test
  void s29_theMarkOfAFileThatWasFoundEmptyDecides() throws Exception {
    TailedFolder tailed = tailed("\"encoding\": \"utf-16\"");
    tailed.append(new byte[0]);
    tailed.pass(A_WHILE);
    tailed.append("\ufeffone\n".getBytes(UTF_16BE));
    tailed.pass(A_WHILE);
    assertThat(tailed.messages()).containsExactly("one");
  }

  @Test
  void s30_whatIsInvalidIsReplacedAndCountedAndTheFileGoesOn() throws Exception {
    byte[] utf8 = {'a', (byte) 0xff, (byte) 0xe2, (byte) 0x82, '\n', 'b', '\n'};
    byte[] gbk = {(byte) 0xc4, (byte) 0xe3, (byte) 0xff, (byte) 0xc4, '\n', 'b', '\n'};
    for (Map.Entry<String, byte[]> each : Map.of("utf-8", utf8, "gbk", gbk).entrySet()) {
      Path own = Files.createDirectory(folder.resolve(each.getKey()));
      TailedFolder tailed = new TailedFolder(own, "\"encoding\": \"%s\"".formatted(each.getKey()));
      tailed.append(each.getValue());
      tailed.pass(A_WHILE);
      assertThat(tailed.messages())
          .containsExactly(each.getKey().equals("gbk") ? "你\ufffd\ufffd" : "a\ufffd\ufffd", "b");
      assertThat(tailed.total("agent_files_repaired_lines_total")).isEqualTo(1);
    }
  }

  @Test
  void s30_aCharacterIsHeldUntilAllOfItIsThere() throws Exception {
    for (String encoding : List.of("utf-8", "gbk", "shift_jis", "big5", "euc-kr")) {
      String text = encoding.equals("euc-kr") ? "한국어 로그\n" : "日本文 一\n";
      Path own = Files.createDirectory(folder.resolve(encoding));
      TailedFolder tailed = new TailedFolder(own, "\"encoding\": \"%s\"".formatted(encoding));
      for (byte each : text.getBytes(Charset.forName(encoding))) {
        tailed.append(new byte[] {each});
        tailed.pass(A_MOMENT);
      }
      tailed.pass(A_WHILE);
      assertThat(tailed.messages()).as(encoding).containsExactly(text.strip());
      assertThat(tailed.total("agent_files_repaired_lines_total")).isZero();
    }
  }

  @Test
  void s31_nulWithinALineIsText() throws Exception {
    TailedFolder tailed = tailed("");
    tailed.append("a\0b\0\nc\n");
    tailed.pass(A_WHILE);
    assertThat(tailed.messages()).containsExactly("a\0b\0", "c");
  }

  @Test
  void s32_anEventOfManyLinesIsWholeThoughTheAgentIsStoppedWithinIt() throws Exception {
    TailedFolder tailed = tailed("\"multi_line_start_pattern\": \"^\\\\d\"");
    tailed.append("1 one\n2 two\n at a\n");
    tailed.pass(A_WHILE);
    assertThat(tailed.covered()).isEqualTo(6);
    tailed.restart();
    tailed.append(" at b\n3 three\n");
    tailed.pass(Duration.ofSeconds(6));
    assertThat(tailed.messages()).containsExactly("1 one", "2 two\n at a\n at b", "3 three");
  }

  @Test
  void s32_itIsCompleteAfterTheTimeThatIsConfigured() throws Exception {
    TailedFolder tailed =
        tailed("\"multi_line_start_pattern\": \"^\\\\d\", \"multi_line_timeout\": \"1s\"");
    tailed.append("1 one\n at a\n");
    tailed.pass(Duration.ofMillis(800));
    assertThat(tailed.messages()).isEmpty();
    tailed.append(" at b\n");
    tailed.pass(Duration.ofMillis(800));
    assertThat(tailed.messages()).isEmpty();
    tailed.pass(Duration.ofMillis(800));
    assertThat(tailed.messages()).containsExactly("1 one\n at a\n at b");
    assertThat(tailed.lane().attributes()).containsExactly(Map.of());
  }

  @Test
  void s32_itIsSplitAfterTheNumberOfLinesThatIsConfigured() throws Exception {
    TailedFolder tailed = tailed("\"multi_line_max_lines\": 2");
    tailed.append("one\n a\n b\n c\n d\ntwo\n");
    tailed.pass(A_WHILE);
    assertThat(tailed.messages()).containsExactly("one\n a", " b\n c", " d", "two");
  }

  @Test
  void s32_aRotationWithinItLeavesItWhole() throws Exception {
    TailedFolder tailed = tailed("\"multi_line_start_pattern\": \"^\\\\d\"");
    tailed.append("1 one\n at a\n");
    tailed.pass(A_MOMENT);
    Files.move(tailed.file("app.log"), tailed.file("app.log.1"));
    tailed.append("2 two\n");
    tailed.pass(A_MOMENT);
    Files.writeString(tailed.file("app.log.1"), " at b\n", java.nio.file.StandardOpenOption.APPEND);
    tailed.pass(Duration.ofSeconds(70));
    assertThat(tailed.messages()).containsExactlyInAnyOrder("1 one\n at a\n at b", "2 two");
  }

  @Test
  void s32_aBacklogIsNotCutWhereReadsEndHoweverLongItTakes() throws Exception {
    TailedFolder tailed = tailed("");
    StringBuilder text = new StringBuilder();
    for (int event = 0; text.length() < 8 << 20; event++) {
      text.append("event ").append(event).append('\n');
      text.append("\tat some.place.in.the.code\n".repeat(event % 50));
    }
    int events = text.toString().split("(?m)^event ").length - 1;
    tailed.append(text + "last\n");
    // The backend takes little, so that the file is at rest long before it is read.
    tailed.lane().close(true);
    tailed.pass(LONG);
    tailed.lane().close(false);
    tailed.pass(LONG);
    assertThat(tailed.messages())
        .hasSize(events + 1)
        .allMatch(message -> !message.startsWith("\t"));
    assertThat(tailed.total("agent_files_unended_events_total")).isZero();
  }

  @Test
  void s33_whatHoldsNoTimeThatCanBeReadPassesAsItIs() throws Exception {
    TailedFolder tailed =
        tailed(
            "\"timestamp_format\": \"%s\", \"timestamp_field\": \"time\", \"format\": \"plain\"");
    List<String> lines =
        List.of(
            "{\"time\": 1769860800, \"msg\": \"\\u001b[31mred\\u001b[0m\"}",
            "\u001b[31m{\"time\": 1769860801}\u001b[0m",
            "{\"time\": " + "9".repeat(100_000) + "}",
            "{\"time\": -2147483649e999999999}",
            "{\"a\":".repeat(50_000) + "1",
            "[".repeat(100_000),
            "{\"time\": \"");
    tailed.append(String.join("\n", lines) + "\n");
    tailed.pass(A_WHILE);
    assertThat(tailed.messages()).isEqualTo(lines);
    assertThat(tailed.lane().times())
        .containsOnly(Instant.parse("2026-01-31T12:00:00Z").getEpochSecond() * 1_000_000_000L);
    assertThat(tailed.total("agent_files_untimed_events_total")).isEqualTo(lines.size() - 1);
  }

  private TailedFolder tailed(String keys) throws ConfigException {
    return new TailedFolder(folder, keys);
  }
}
