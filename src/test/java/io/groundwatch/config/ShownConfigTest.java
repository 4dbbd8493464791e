package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ShownConfigTest {

  @Test
  void showsWhatHasAnEffectWithDefaultsAndWithoutSecrets() throws ConfigException {
    String json =
        """
        {
          "_note": "mine", "agnet": { "token": "hunter2" }, "traces": { "traces_collected": { "xray": {} } },
          "metrics": { "metrics_collected": {
            "cpu": { "measurement": ["usage_idle"] }, "efa": {"measurement": ["rdma_read_bytes"]}, "Processor": { "measurement": ["%"] } } },
          "destinations": {
            "central": {
              "type": "http", "url": "https://h/in?token=hunter2",
              "headers": { "X-Key": "hunter2", "X-Other": "${env:OTHER}" },
              "proxy": "http://me:hunter2@proxy:3128"
            },
            "shown": { "type": "stdout" }
          }
        }
        """;

    assertThat(Documents.load(json).shown().text())
        .isEqualTo(
            """
            {
              "metrics": {
                "metrics_collected": { "cpu": { "measurement": ["usage_idle"], "totalcpu": true } },
                "namespace": "CWAgent"
              },
              "destinations": {
                "central": {
                  "type": "http",
                  "url": "https://h/in?***",
                  "headers": { "X-Key": "***", "X-Other": "${env:OTHER}" },
                  "proxy": "http://me:***@proxy:3128",
                  "compression": "gzip",
                  "timeout": "30s",
                  "concurrency": 1
                },
                "shown": { "type": "stdout" }
              },
              "agent": {
                "metrics_collection_interval": 60,
                "status_interval": "5m",
                "reload_on_change": false,
                "omit_hostname": false,
                "debug": false
              }
            }
            """
                .strip());
  }

  @Test
  void whatIsShownLoadsAsTheSame() throws ConfigException {
    for (String document :
        new String[] {
          "{}",
          ExplicitConfigTest.DOCUMENT.replace("?x=1", "").replace("\"X-Tenant\": \"a\", ", ""),
          "{\"logs\":{\"logs_collected\":{\"files\":{\"collect_list\":[{\"file_path\":\"/a\"},"
              + "{\"file_path\":\"/b\",\"format\":\"cri\"},{\"file_path\":\"/c\",\"format\":\"json\"},"
              + "{\"file_path\":\"/d\",\"multi_line_start_pattern\":\"^a\"}]},\"journald\":{\"collect_list\":"
              + "[{\"log_group_name\":\"g\",\"matches\":[{\"_PID\":\"1\",\"PRIORITY\":\"2\"}]}]}}}}"
        }) {
      LoadedConfig loaded = Documents.load(document);
      byte[] shown = loaded.shown().text().getBytes(StandardCharsets.UTF_8);

      assertThat(ConfigLoader.parse("shown", shown).config()).isEqualTo(loaded.config());
    }
  }
}
