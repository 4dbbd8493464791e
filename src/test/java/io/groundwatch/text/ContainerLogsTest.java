package io.groundwatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.text.ContainerExtractor.Stream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ContainerLogsTest {
  private static final int MAX = 512;
  private static final String TIME = "2026-01-31T12:00:00.123456789Z";

  @Test
  void aCriLineHasTimeStreamAndText() {
    assertThat(cri(TIME + " stdout F hello world\n")).containsExactly("STDOUT hello world");
    assertThat(cri(TIME + " stderr F \n")).containsExactly("STDERR ");
    CriLine line = new CriLine();
    byte[] bytes = "2026-01-31T14:00:00.5+02:00 stdout F:x a".getBytes(StandardCharsets.UTF_8);
    assertThat(line.parse(bytes, 0, bytes.length)).isTrue();
    assertThat(line.timeNanos()).isEqualTo(nanos("2026-01-31T12:00:00.5Z"));
  }

  @Test
  void partsAreJoinedWithTheirEndThoughStreamsMix() {
    assertThat(
            cri(
                TIME
                    + " stdout P one \n"
                    + TIME
                    + " stderr F oops\n"
                    + TIME
                    + " stdout P two \n"
                    + TIME
                    + " stdout F three\n"
                    + TIME
                    + " stdout F next\n"))
        .containsExactly("STDERR oops", "STDOUT one two three", "STDOUT next");
  }

  @Test
  void anUnendedTextIsTakenWhenTheFileIsIdle() {
    assertThat(cri(TIME + " stdout P one \n" + TIME + " stdout P two\n"))
        .containsExactly("STDOUT one two");
  }

  @Test
  void whatIsNotOfTheFormatPassesAsItIs() {
    for (String line :
        List.of(
            "",
            "x",
            TIME,
            TIME + " stdin F x",
            TIME + " stdout Q x",
            "yesterday stdout F x",
            "2026-02-30T12:00:00Z stdout F x",
            TIME + " stdout ")) {
      assertThat(cri(line + "\n")).as(line).containsExactly("UNKNOWN " + line);
    }
    for (String line :
        List.of(
            "{}",
            "[]",
            "{\"log\":\"a\"}",
            "{\"log\":\"a\",\"time\":\"" + TIME + "\"",
            "{\"log\":\"\\x\"}",
            docker("a\\n", "stdout") + "}",
            docker("\\u12", "stdout"),
            docker("\\ud8", "stdout"))) {
      assertThat(dockerTexts(line + "\n")).as(line).containsExactly("UNKNOWN " + line);
    }
  }

  @Test
  void aDockerLineIsUnescaped() {
    assertThat(
            dockerTexts(
                docker("a \\\"b\\\" \\\\ \\t \\u003c€\\u20ac \\ud83d\\ude00 \\ud83d\\n", "stderr")
                    + "\n"))
        .containsExactly("STDERR a \"b\" \\ \t <€€ 😀 \ufffd");
  }

  @Test
  void aDockerTextWithoutLineEndGoesOnInTheNextLine() {
    assertThat(
            dockerTexts(
                docker("one ", "stdout")
                    + "\n"
                    + docker("two\\r\\n", "stdout")
                    + "\n"
                    + docker("\\n", "stdout")
                    + "\n"))
        .containsExactly("STDOUT one two", "STDOUT ");
  }

  @Test
  void otherMembersAreSkipped() {
    String line =
        "{\"attrs\":{\"a\":[1,{\"log\":\"no\"}],\"b\":\"}\"},\"n\": -1.5e3, \"log\" : \"yes\\n\",\"stream\":\"stdout\",\"time\":\""
            + TIME
            + "\"}\n";
    assertThat(dockerTexts(line)).containsExactly("STDOUT yes");
  }

  @Test
  void anyChunkingGivesTheSameEvents() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      boolean isCri = random.nextBoolean();
      String text = randomText(random, isCri);
      Supplier<ContainerLine> format = isCri ? CriLine::new : DockerJsonLine::new;
      ContainerSplitter splitter = new ContainerSplitter(format.get(), 128);
      assertThat(GrowingFile.of(text, 256).events(splitter, true, random, 1 + random.nextInt(90)))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(GrowingFile.of(text, 100_000).events(splitter, true));
    }
  }

  @Test
  void garbageIsNeverMoreThanMalformed() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      boolean isCri = random.nextBoolean();
      String line = isCri ? TIME + " stdout F some text" : docker("a\\u20ac\\n", "stdout");
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      for (int n = random.nextInt(4); n > 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      int offset = random.nextInt(bytes.length);
      int length = random.nextInt(bytes.length - offset + 1);
      ContainerLine format = isCri ? new CriLine() : new DockerJsonLine();
      List<String> texts = new ArrayList<>();
      new ContainerExtractor(format)
          .extract(bytes, offset, length, (b, at, n, source) -> texts.add(text(b, at, n)));
      assertThat(texts).as("seed %d, round %d", seed, round).isNotEmpty();
    }
  }

  @Test
  void timesAreReadAsTheJdkReadsThem() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      long time = random.nextLong(-8_000_000_000L, 9_000_000_000L) * 1_000_000_000L;
      time += random.nextInt(1_000_000_000);
      String text = Instant.EPOCH.plusNanos(time).toString();
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      assertThat(Rfc3339.nanos(bytes, 0, bytes.length))
          .as("seed %d: %s", seed, text)
          .isEqualTo(time);
    }
  }

  private static List<String> cri(String text) {
    return texts(CriLine::new, text);
  }

  private static List<String> dockerTexts(String text) {
    return texts(DockerJsonLine::new, text);
  }

  private static List<String> texts(Supplier<ContainerLine> format, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<String> texts = new ArrayList<>();
    ContainerExtractor extractor = new ContainerExtractor(format.get());
    int end =
        new ContainerSplitter(format.get(), MAX)
            .split(
                bytes,
                0,
                bytes.length,
                true,
                (b, at, n, how) -> {
                  extractor.extract(
                      b,
                      at,
                      n,
                      (t, from, length, source) -> {
                        if (source.stream() != Stream.UNKNOWN) {
                          assertThat(source.timeNanos()).isEqualTo(nanos(TIME));
                        }
                        texts.add(source.stream() + " " + text(t, from, length));
                      });
                  return true;
                });
    assertThat(end).isEqualTo(bytes.length);
    return texts;
  }

  private static String docker(String log, String stream) {
    return "{\"log\":\"" + log + "\",\"stream\":\"" + stream + "\",\"time\":\"" + TIME + "\"}";
  }

  private static long nanos(String time) {
    Instant instant = Instant.parse(time);
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }

  private static String text(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }

  private static String randomText(Random random, boolean isCri) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(12); n > 0; n--) {
      String stream = random.nextInt(4) == 0 ? "stderr" : "stdout";
      boolean partial = random.nextBoolean();
      String content = "x".repeat(random.nextInt(20));
      text.append(
          switch (random.nextInt(8)) {
            case 0 -> "garbage";
            case 1 -> "y".repeat(random.nextInt(300));
            default ->
                isCri
                    ? TIME + " " + stream + (partial ? " P " : " F ") + content
                    : docker(content + (partial ? "" : "\\n"), stream);
          });
      text.append(random.nextInt(10) == 0 ? "\r\n" : "\n");
    }
    return text.append(random.nextBoolean() ? "" : "rest").toString();
  }
}
