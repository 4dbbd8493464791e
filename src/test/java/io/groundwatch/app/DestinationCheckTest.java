package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.ConfigException;
import io.groundwatch.config.ConfigLoader;
import io.groundwatch.config.DestinationConfig;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which addresses it asks; whether they answer is asked of real servers elsewhere. */
class DestinationCheckTest {
  @TempDir Path home;

  @Test
  void asksBothServicesOfCloudWatch() throws Exception {
    assertThat(
            DestinationCheck.addresses(
                destination("\"type\": \"cloudwatch\", \"region\": \"eu-west-1\""), Map.of()))
        .containsExactly(
            URI.create("https://monitoring.eu-west-1.amazonaws.com/"),
            URI.create("https://logs.eu-west-1.amazonaws.com/"));
    assertThat(
            DestinationCheck.addresses(
                destination(
                    "\"type\": \"cloudwatch\", \"region\": \"eu-west-1\", \"signals\": [\"logs\"]"),
                Map.of()))
        .containsExactly(URI.create("https://logs.eu-west-1.amazonaws.com/"));
  }

  /** As the output that will send there does. */
  @Test
  void findsTheRegionInTheProfileThatSigns() throws Exception {
    Files.createDirectories(home.resolve(".aws"));
    Files.writeString(
        home.resolve(".aws/config"),
        "[default]\nregion = us-east-1\n[profile shop]\nregion = eu-north-1\n");
    assertThat(
            DestinationCheck.addresses(
                destination(
                    "\"type\": \"cloudwatch\", \"signals\": [\"metrics\"],"
                        + " \"auth\": {\"aws\": {\"profile\": \"shop\"}}"),
                Map.of("HOME", home.toString())))
        .containsExactly(URI.create("https://monitoring.eu-north-1.amazonaws.com/"));
  }

  @Test
  void asksNothingWhereOnlyTheNetworkKnowsTheAddress() throws Exception {
    assertThat(
            DestinationCheck.addresses(
                destination("\"type\": \"cloudwatch\""), Map.of("HOME", home.toString())))
        .isEmpty();
  }

  private static DestinationConfig destination(String members) throws ConfigException {
    String json = "{\"destinations\": {\"there\": {" + members + "}}}";
    return ConfigLoader.parse("c.json", json.getBytes(StandardCharsets.UTF_8))
        .config()
        .destinations()
        .get(0);
  }
}
