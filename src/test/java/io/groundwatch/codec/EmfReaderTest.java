package io.groundwatch.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.groundwatch.model.Dimensions;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmfReaderTest {
  /** Of the shape that the specification gives as its example. */
  private static final String RECORD =
      """
      {"_aws": {"Timestamp": 1574109732004, "CloudWatchMetrics": [
          {"Namespace": "shop", "Dimensions": [["functionVersion"], ["functionVersion", "region"], []],
           "Metrics": [{"Name": "time", "Unit": "Milliseconds", "StorageResolution": 1},
                       {"Name": "sizes", "Unit": "Bytes"}]}]},
       "functionVersion": "$LATEST", "region": "eu", "time": 100, "sizes": [1, 2.5, 1],
       "requestId": "989ffbf8", "nested": {"time": 7}}
      """;

  private static final long DEFAULT_TIME = 77;

  private final List<String> faults = new ArrayList<>();
  private final EmfReader reader = new EmfReader(fault -> faults.add(fault.key()));

  @Test
  void takesTheMetricsOutOfARecord() {
    List<MetricSample> samples = read(RECORD);
    assertThat(samples).hasSize(6);
    MetricSample first = samples.get(0);
    assertThat(first.series().namespace()).isEqualTo("shop");
    assertThat(first.series().name()).isEqualTo("time");
    assertThat(first.series().unit()).isEqualTo(Unit.MILLISECONDS);
    assertThat(first.series().storageResolutionSeconds()).isEqualTo(1);
    assertThat(first.series().dimensions())
        .isEqualTo(new Dimensions(Map.of("functionVersion", "$LATEST")));
    assertThat(first.value()).isEqualTo(100);
    assertThat(first.timeNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1574109732004L));
    MetricSample sizes = samples.get(1);
    assertThat(sizes.set().orElseThrow().toMap())
        .isEqualTo(new TreeMap<>(Map.of(1.0, 2L, 2.5, 1L)));
    assertThat(sizes.series().storageResolutionSeconds()).isEqualTo(60);
    assertThat(samples.get(2).series().dimensions().entries()).containsKeys("region");
    assertThat(samples.get(4).series().dimensions()).isEqualTo(Dimensions.NONE);
    assertThat(faults).isEmpty();
  }

  @Test
  void saysWhereTheRecordIsFiled() {
    byte[] bytes =
        "{\"a\":1,\"_aws\":{\"LogGroupName\":\"g\",\"LogStreamName\":\"s\",\"CloudWatchMetrics\":[]}}"
            .getBytes(UTF_8);
    EmfHeader header = reader.header(bytes, 0, bytes.length, true).orElseThrow();
    assertThat(header.group()).contains("g");
    assertThat(header.stream()).contains("s");
    assertThat(faults).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "no json; json; 0",
        "[1]; json; 0",
        "{\"_aws\": 3}; metadata; 0",
        "{\"_aws\": {\"Timestamp\": 1}}; metadata; 0",
        "{\"_aws\": {\"Timestamp\": 1, \"CloudWatchMetrics\": [7]}}; metadata; 0",
        "{\"_aws\": {\"Timestamp\": \"x\", \"CloudWatchMetrics\": [{\"Namespace\": \"n\", \"Metrics\": [{\"Name\": \"a\"}]}]}, \"a\": 1}; timestamp; 1",
        "{\"_aws\": {\"Timestamp\": 1, \"CloudWatchMetrics\": [{\"Metrics\": [{\"Name\": \"a\"}]}]}, \"a\": 1}; namespace; 0",
        "{\"_aws\": {\"Timestamp\": 1, \"CloudWatchMetrics\": [{\"Namespace\": \"n\", \"Metrics\": [{\"Unit\": \"Count\"}, {\"Name\": \"a\"}]}]}, \"a\": 1}; metric; 1",
        "{\"_aws\": {\"Timestamp\": 1, \"CloudWatchMetrics\": [{\"Namespace\": \"n\", \"Metrics\": [{\"Name\": \"a\", \"Unit\": \"Furlongs\"}]}]}, \"a\": 1}; unit; 1",
        "{\"_aws\": {\"Timestamp\": 1, \"CloudWatchMetrics\": [{\"Namespace\": \"n\", \"Metrics\": [{\"Name\": \"a\"}, {\"Name\": \"b\"}]}]}, \"a\": \"1\", \"b\": 2}; value; 1",
        "{\"_aws\": {\"Timestamp\": 1, \"CloudWatchMetrics\": [{\"Namespace\": \"n\", \"Metrics\": [{\"Name\": \"a\"}]}]}, \"a\": [1, \"x\"]}; value; 0",
        "{\"_aws\": {\"Timestamp\": 1, \"CloudWatchMetrics\": [{\"Namespace\": \"n\", \"Metrics\": [{\"Name\": \"a\"}]}]}, \"a\": 1e300}; value; 0",
        "{\"_aws\": {\"Timestamp\": 1, \"CloudWatchMetrics\": [{\"Namespace\": \"n\", \"Dimensions\": [[\"d\"], []], \"Metrics\": [{\"Name\": \"a\"}]}]}, \"a\": 1}; dimensions; 1",
        "{\"_aws\": {\"Timestamp\": 1, \"CloudWatchMetrics\": [{\"Namespace\": \"n\", \"Dimensions\": \"d\", \"Metrics\": [{\"Name\": \"a\"}]}]}, \"a\": 1}; dimensions; 0",
      })
  void whatIsWrongIsCountedAndTheRestIsTaken(String record, String reason, int samples) {
    assertThat(read(record)).hasSize(samples);
    assertThat(faults).containsExactly(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "{\"a\": {\"Name\": [\"x\"]}}", "null", "\"x\""})
  void aResolutionThatIsNoNumberIsTheUsualOne(String resolution) {
    String record =
        "{\"_aws\": {\"Timestamp\": 1, \"CloudWatchMetrics\": [{\"Namespace\": \"n\", \"Metrics\":"
            + " [{\"StorageResolution\": %s, \"Name\": \"a\"}]}]}, \"a\": 1}";
    List<MetricSample> samples = read(record.formatted(resolution));
    assertThat(samples).hasSize(1);
    assertThat(samples.get(0).series().storageResolutionSeconds()).isEqualTo(60);
    assertThat(faults).isEmpty();
  }

  @Test
  void aRecordCannotBecomeMoreThanItMay() {
    StringBuilder sets = new StringBuilder("[]");
    sets.append(", []".repeat(5000));
    String record =
        "{\"_aws\": {\"Timestamp\": 1, \"CloudWatchMetrics\": [{\"Namespace\": \"n\","
            + " \"Dimensions\": [%s], \"Metrics\": [{\"Name\": \"a\"}]}]}, \"a\": 1}";
    assertThat(read(record.formatted(sets))).hasSize(1000);
    assertThat(faults).containsExactly("size");
  }

  @Test
  void anyBytesAreRead() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = RECORD.getBytes(UTF_8);
      for (int k = random.nextInt(4); k >= 0; k--) {
        bytes[random.nextInt(bytes.length)] =
            (byte) "{}[]\",:0a-\\ \u0000".charAt(random.nextInt(13));
      }
      int length = random.nextInt(10) == 0 ? random.nextInt(bytes.length) : bytes.length;
      String record = new String(bytes, 0, length, UTF_8);
      assertThatCode(() -> assertThat(read(record)).allMatch(s -> Double.isFinite(s.value())))
          .as("seed %d: %s", seed, record)
          .doesNotThrowAnyException();
    }
  }

  private List<MetricSample> read(String record) {
    byte[] bytes = record.getBytes(UTF_8);
    List<MetricSample> samples = new ArrayList<>();
    reader
        .header(bytes, 0, bytes.length, true)
        .ifPresent(
            header -> reader.metrics(header, bytes, 0, bytes.length, DEFAULT_TIME, samples::add));
    return samples;
  }
}
