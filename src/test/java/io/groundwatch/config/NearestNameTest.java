package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
  private static final List<String> NAMES =
      List.of("metrics_collected", "namespace", "totalcpu", "file_path", "mem", "net", "read_from");

  @ParameterizedTest
  @CsvSource({
    "metrics_colected,metrics_collected",
    "metrics_collcetd,metrics_collected",
    "metricsCollected,metrics_collected",
    "nmaespace,namespace",
    "total_cpu,totalcpu",
    "FilePath,file_path",
    "memory,mem",
    "network,net",
    "from_beginning,read_from"
  })
  void findsWhatWasMeant(String written, String meant) {
    assertThat(NearestName.of(written, NAMES)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"x", "typo", "endpoint_override", "''"})
  void isSilentWhereNothingIsNear(String written) {
    assertThat(NearestName.of(written, NAMES)).isEmpty();
  }

  @Test
  void neverSuggestsTheNameItself() {
    assertThat(NearestName.of("mem", NAMES)).isNotEqualTo(Optional.of("mem"));
  }

  @Test
  void suggestsNothingThatHasNoLetterInCommon() {
    assertThat(NearestName.of("d", List.of("c"))).isEmpty();
    assertThat(NearestName.of("_", List.of("c"))).isEmpty();
  }

  @Test
  void doesNotCompareNamesThatAreFarTooLong() {
    assertThat(NearestName.of("m".repeat(100_000), NAMES)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"abc,abc,0", "abc,acb,1", "abc,ab,1", "abc,abxc,1", "abc,axc,1", "'',abc,3"})
  void countsEditsAndSwaps(String a, String b, int edits) {
    assertThat(NearestName.distance(a, b)).isEqualTo(edits);
    assertThat(NearestName.distance(b, a)).isEqualTo(edits);
  }
}
