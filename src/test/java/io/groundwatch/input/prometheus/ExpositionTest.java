package io.groundwatch.input.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundwatch.codec.DamagedMessageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpositionTest {
  private static final String TEXT =
      """
      # HELP http_requests_total The total.
      # TYPE http_requests_total counter
      http_requests_total{method="post",code="200"} 1027 1395066363000
      http_requests_total{ method = "get" , path = "C:\\\\DIR\\n\\"x\\"", } 3

      # a comment
      metric_without_timestamp_and_labels 12.47
      something_weird{problem="division by zero"} +Inf -3982045
      # TYPE latency histogram
      latency_bucket{le="0.05"} 24054
      latency_bucket{le="+Inf"} 144320
      latency_sum 53423
      latency_count 144320
      # TYPE rpc summary
      rpc{quantile="0.5"} 4773
      rpc_sum 1.7560473e+07
      rpc_count 2693
      {"http.server.duration", "net.host"="a"} 5
      """;

  private static List<String> read(boolean openMetrics, String text)
      throws DamagedMessageException {
    List<String> samples = new ArrayList<>();
    new Exposition(
            openMetrics,
            (name, labels, kind, value, millis) ->
                samples.add(name + labels + " " + kind + " " + value + " " + millis))
        .read(text.getBytes(UTF_8));
    return samples;
  }

  @Test
  void readsTheTextFormat() throws Exception {
    assertThat(read(false, TEXT))
        .containsExactly(
            "http_requests_total{code=200, method=post} CUMULATIVE 1027.0 1395066363000",
            "http_requests_total{method=get, path=C:\\DIR\n\"x\"} CUMULATIVE 3.0 -1",
            "metric_without_timestamp_and_labels{} GAUGE 12.47 -1",
            "something_weird{problem=division by zero} GAUGE NaN -3982045",
            "latency_bucket{le=0.05} CUMULATIVE 24054.0 -1",
            "latency_bucket{le=+Inf} CUMULATIVE 144320.0 -1",
            "latency_sum{} CUMULATIVE 53423.0 -1",
            "latency_count{} CUMULATIVE 144320.0 -1",
            "rpc{quantile=0.5} GAUGE 4773.0 -1",
            "rpc_sum{} CUMULATIVE 1.7560473E7 -1",
            "rpc_count{} CUMULATIVE 2693.0 -1",
            "http.server.duration{net.host=a} GAUGE 5.0 -1");
  }

  @Test
  void aTypeOfAlmostANameIsPassedOver() throws Exception {
    assertThat(read(false, "# TYPE \" counter\n# TYPE \"a.b\" counter\n{\"a.b\"} 1"))
        .containsExactly("a.b{} CUMULATIVE 1.0 -1");
  }

  @Test
  void readsOpenMetrics() throws Exception {
    String text =
        """
        # TYPE foo counter
        # UNIT foo seconds
        foo_total{a="b"} 17.0 1520879607.789 # {trace_id="abc"} 0.5 1520879607
        foo_created{a="b"} 1520430000.123
        # TYPE state stateset
        state{state="on"} 1
        # EOF
        what follows is not read
        """;
    assertThat(read(true, text))
        .containsExactly(
            "foo_total{a=b} CUMULATIVE 17.0 1520879607789",
            "foo_created{a=b} GAUGE 1.520430000123E9 -1",
            "state{state=on} GAUGE 1.0 -1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a b",
        "a{",
        "a{b} 1",
        "a{b=} 1",
        "a{b=\"c} 1",
        "a{b=\"c\" d=\"e\"} 1",
        "{} 1",
        "a{=\"c\"} 1",
        "a 1 now"
      })
  void saysWhichLineIsNone(String line) {
    assertThatThrownBy(() -> read(false, "fine 1\n" + line))
        .isInstanceOf(DamagedMessageException.class)
        .hasMessageStartingWith("line 2: ");
  }

  @Test
  void noTextHangsOrBreaksIt() {
    long seed = RandomGenerator.getDefault().nextLong();
    System.out.println("ExpositionTest: seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(TEXT);
      for (int j = random.nextInt(8); j >= 0; j--) {
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(128));
      }
      try {
        assertThat(read(random.nextBoolean(), text.toString())).isNotNull();
      } catch (DamagedMessageException e) {
        assertThat(e).hasMessageMatching("(?s)line \\d+: .*");
      }
    }
  }
}
