package io.groundwatch.input.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Any bytes, however a file that grows by them is cut into reads, stops and kills, give the events
 * that one read gives; none is longer than configured, and nothing is an error.
 */
class EventFuzzTest {
  private static final int ROUNDS = 60;
  private static final int LIMIT = 1024;
  private static final Duration A_MOMENT = Duration.ZERO;
  private static final Duration LONG = Duration.ofSeconds(35);

  private static final List<String> FORMATS =
      List.of(
          "\"format\": \"plain\"",
          "\"format\": \"text\"",
          "\"format\": \"plain\", \"line_ending\": \"cr\"",
          "\"line_ending\": \"cr\"",
          "\"format\": \"plain\", \"long_lines\": \"truncate\"",
          "\"long_lines\": \"truncate\", \"multi_line_max_lines\": 3",
          "\"long_lines\": \"truncate\", \"line_ending\": \"cr\", \"encoding\": \"utf-16\"",
          "\"multi_line_start_pattern\": \"^1\", \"encoding\": \"utf-16le\"",
          "\"multi_line_start_pattern\": \"^.?{timestamp_format}\", \"timestamp_format\": [\"%d\\u00e9%b\", \"%H:%M\"]",
          "\"encoding\": \"shift_jis\", \"long_lines\": \"truncate\"",
          "\"encoding\": \"gbk\", \"timestamp_format\": \"%s\", \"timestamp_field\": \"a.b\"",
          "\"format\": \"cri\"",
          "\"format\": \"docker\"");

  private static final List<String> PIECES =
      List.of(
          "\n",
          "\r",
          "\r\n",
          "\n ",
          "\n1",
          "\r1",
          "1",
          "12:30",
          "\ufeff",
          "é",
          "日本",
          "\0",
          "{\"a\":{\"b\":1769860800}}",
          "{\"log\":\"x\\n\",\"stream\":\"stderr\",\"time\":\"2026-01-31T12:00:00Z\"}\n",
          "2026-01-31T12:00:00Z stdout P x",
          "2026-01-31T12:00:00Z stderr F x\n");

  @TempDir Path folder;

  @Test
  void anyCutsGiveTheEventsOfOneRead() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      String keys = FORMATS.get(round % FORMATS.size()) + ", \"max_event_bytes\": " + LIMIT;
      byte[] bytes = bytes(random);
      TailedFolder whole = new TailedFolder(folder(round + "-whole"), keys);
      whole.append(bytes);
      whole.pass(LONG);
      TailedFolder cut = new TailedFolder(folder(round + "-cut"), keys);
      int at = 0;
      while (at < bytes.length) {
        int end =
            Math.min(bytes.length, at + 1 + random.nextInt(random.nextInt(4) == 0 ? 3000 : 9));
        cut.append(Arrays.copyOfRange(bytes, at, end));
        at = end;
        cut.pass(A_MOMENT);
        switch (random.nextInt(20)) {
          case 0 -> cut.restart();
          case 1 -> cut.kill();
          default -> {}
        }
      }
      cut.pass(LONG);
      assertThat(cut.messages())
          .as("seed %d, round %d, %s", seed, round, keys)
          .isEqualTo(whole.messages())
          // A byte that is replaced becomes three, and so may one that is decoded.
          .allMatch(message -> message.getBytes(StandardCharsets.UTF_8).length <= 3 * LIMIT);
    }
  }

  private Path folder(String name) throws Exception {
    return Files.createDirectory(folder.resolve(name));
  }

  private static byte[] bytes(Random random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int n = random.nextInt(120); n > 0; n--) {
      switch (random.nextInt(8)) {
        case 0 -> {
          byte[] garbage = new byte[random.nextInt(20)];
          random.nextBytes(garbage);
          out.writeBytes(garbage);
        }
        case 1 ->
            out.writeBytes("x".repeat(random.nextInt(3 * LIMIT)).getBytes(StandardCharsets.UTF_8));
        case 2 -> out.writeBytes(new byte[random.nextInt(200)]);
        case 3 ->
            out.writeBytes(
                PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_16LE));
        default ->
            out.writeBytes(
                PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8));
      }
    }
    return out.toByteArray();
  }
}
