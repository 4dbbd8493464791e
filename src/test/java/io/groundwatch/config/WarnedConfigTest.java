package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What runs, and what is said about it. */
class WarnedConfigTest {

  @Test
  void saysOnceWhatAKeyOfUpstreamWillNotDo() throws ConfigException {
    String json =
        """
        {
          "traces": { "traces_collected": { "xray": {} } }, "agnet": {},
          "agent": { "user_agent": "mine", "debgu": true },
          "metrics": {
            "append_dimensions": { "InstanceId": "${aws:InstanceId}", "site": "a" },
            "metrics_collected": {
              "efa": {"measurement": ["rdma_read_bytes"]}, "Processor": { "measurement": ["%"] },
              "diskio": { "measurement": ["ebs_total_read_ops", "diskio_ebs_total_write_ops"] },
              "mem": { "measurement": ["used", "mem_used", { "name": "free", "unit": "unit" }] }
            }
          },
          "logs": { "logs_collected": { "files": { "collect_list": [
            { "file_path": "/a.log", "retention_in_days": 7, "auto_removal": false } ] } } },
          "destinations": { "here": { "type": "stdout" } }
        }
        """;

    assertThat(String.join("\n", Documents.warnings(json)))
        .isEqualTo(
            """
            c.json:2:3 /traces: warning: not served by this version: no traces are collected
            c.json:2:53 /agnet: warning: unknown key (did you mean "agent"?)
            c.json:3:14 /agent/user_agent: warning: not served by this version: requests carry the agent's own name
            c.json:3:36 /agent/debgu: warning: unknown key (did you mean "debug"?)
            c.json:7:7 /metrics/metrics_collected/efa: warning: not served by this version: no EFA metrics are collected
            c.json:7:52 /metrics/metrics_collected/Processor: warning: unknown input, nothing is collected (did you mean "processes"?)
            c.json:8:35 /metrics/metrics_collected/diskio/measurement/0: warning: not served by this version: no counters of EC2 volumes are collected
            c.json:9:40 /metrics/metrics_collected/mem/measurement/1: warning: named twice, collected once
            c.json:9:78 /metrics/metrics_collected/mem/measurement/2/unit: warning: "unit" is no unit of CloudWatch: the metric keeps its own (expected: such as Percent, Bytes, Count/Second)
            c.json:13:51 /logs/logs_collected/files/collect_list/0/retention_in_days: warning: no destination makes log groups, so nothing is set
            """
                .strip());
  }

  @Test
  void leavesOutWhatItCannotServe() throws ConfigException {
    String json =
        """
        { "metrics": {
          "append_dimensions": { "InstanceId": "${aws:Instance}", "site": "a" },
          "metrics_collected": {
            "diskio": { "measurement": ["ebs_total_read_ops"] },
            "mem": { "measurement": ["used", "mem_used"] }
          }
        } }
        """;
    MetricsSection metrics = Documents.load(json).config().metrics().orElseThrow();

    assertThat(metrics.appendDimensions()).containsOnlyKeys("site");
    assertThat(metrics.inputs()).extracting(HostInputConfig::name).containsExactly("mem");
    assertThat(metrics.inputs().get(0).measurements()).hasSize(1);
  }

  @Test
  void anUnservedSwitchThatIsOffSaysNothing() throws ConfigException {
    assertThat(Documents.warnings("{ \"agent\": { \"quiet\": false } }")).isEmpty();
    assertThat(Documents.warnings("{ \"agent\": { \"quiet\": true } }")).hasSize(1);
  }

  @Test
  void saysWhatOfTwoSelectorsCountsAndWhatDroppingLeaves() throws ConfigException {
    String json =
        """
        { "metrics": { "metrics_collected": {
          "procstat": [ { "exe": "a", "pid_file": "/run/a.pid", "measurement": ["pid"] } ],
          "mem": { "measurement": ["used"], "drop_original_metrics": ["used"] },
          "ethtool": {}
        } } }
        """;

    assertThat(String.join("\n", Documents.warnings(json)))
        .isEqualTo(
            """
            c.json:2:26 /metrics/metrics_collected/procstat/0/exe: warning: not used, since pid_file is named and comes first
            c.json:3:62 /metrics/metrics_collected/mem/drop_original_metrics: warning: nothing is left of these metrics, since no aggregation_dimensions are named
            c.json:4:14 /metrics/metrics_collected/ethtool/metrics_include: warning: names no counter, so nothing is collected
            """
                .strip());
  }
}
