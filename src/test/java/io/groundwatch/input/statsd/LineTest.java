package io.groundwatch.input.statsd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.groundwatch.pipeline.aggregate.ValueCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineTest {
  private final Line line = new Line();

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a.b:1|c; COUNTER; a.b; 1; 1; ''",
        "a:3|m; COUNTER; a; 3; 1; ''",
        "a:12.5|g; GAUGE; a; 12.5; 1; ''",
        "t:320|ms|@0.1; TIMING; t; 320; 0.1; ''",
        "h:1e3|h; HISTOGRAM; h; 1000; 1; ''",
        "d:-0.25|d|#env:prod,canary|c:ci-123|T1700000000; DISTRIBUTION; d; -0.25; 1; env:prod,canary",
        "x:123456789012345678|g; GAUGE; x; 123456789012345678; 1; ''",
        "x:1|c|#a:b|@0.5; COUNTER; x; 1; 0.5; a:b",
      })
  void readsALine(
      String text, MetricType type, String name, double value, double rate, String tags) {
    assertThat(read(text)).isNull();
    assertThat(line.type()).isEqualTo(type);
    assertThat(line.name()).isEqualTo(name);
    assertThat(line.tags()).isEqualTo(tags);
    assertThat(line.rate()).isEqualTo(rate);
    assertThat(numbers()).containsExactly(value);
  }

  @Test
  void readsSeveralValues() {
    assertThat(read("t:1:2.5:-3|ms")).isNull();
    assertThat(numbers()).containsExactly(1.0, 2.5, -3.0);
  }

  @Test
  void tellsAStepOfAGaugeFromItsValue() {
    read("g:+5|g");
    line.nextNumber();
    assertThat(line.signed()).isTrue();
    read("g:5|g");
    line.nextNumber();
    assertThat(line.signed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a; FORMAT",
        "a:1; FORMAT",
        ":1|c; FORMAT",
        "a:|c; FORMAT",
        "|c; FORMAT",
        "a|c:1; FORMAT",
        "a:1|; TYPE",
        "a:1|x; TYPE",
        "a:1|msx; TYPE",
        "a:1|c|@0; RATE",
        "a:1|c|@2; RATE",
        "a:1|c|@x; RATE",
        "a:1|c|@1e-10; RATE",
      })
  void saysWhyALineIsNone(String text, Line.Fault fault) {
    assertThat(read(text)).isEqualTo(fault);
  }

  @ParameterizedTest
  @CsvSource({
    "a:x|c",
    "a:1d|c",
    "a:NaN|g",
    "a:Infinity|g",
    "a:0x10|c",
    "a:1e999|g",
    "a:1e109|g",
    "a:-1e109|g",
    "a:.|c",
    "a:-|c"
  })
  void refusesWhatIsNoNumber(String text) {
    assertThat(read(text)).isNull();
    assertThat(line.nextNumber()).isFalse();
  }

  @Test
  void readsNumbersAsTheLibraryDoes() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (!(Math.abs(value) <= ValueCounts.MAX_VALUE) || i % 2 == 0) {
        value = Math.round(random.nextDouble() * 1e9) / Math.pow(10, random.nextInt(8));
      }
      assertThat(read("a:" + value + "|g")).isNull();
      assertThat(line.nextNumber()).isTrue();
      assertThat(line.number()).as("seed %d", seed).isCloseTo(value, within(Math.ulp(value)));
    }
  }

  @Test
  void aKeyIsOfNameAndTags() {
    read("a:1|c|#x:y");
    byte[] key = line.key();
    int hash = line.hash(31);
    read("a:77|c|@0.1|#x:y");
    assertThat(line.isOf(key)).isTrue();
    assertThat(line.hash(31)).isEqualTo(hash);
    read("a:1|c|#x:z");
    assertThat(line.isOf(key)).isFalse();
    read("ax:1|c|#:y");
    assertThat(line.isOf(key)).isFalse();
  }

  private List<Double> numbers() {
    List<Double> numbers = new ArrayList<>();
    while (line.hasValue()) {
      assertThat(line.nextNumber()).isTrue();
      numbers.add(line.number());
    }
    return numbers;
  }

  private Line.@Nullable Fault read(String text) {
    byte[] bytes = ("before" + text + "after").getBytes(UTF_8);
    return line.read(bytes, "before".length(), bytes.length - "after".length());
  }
}
