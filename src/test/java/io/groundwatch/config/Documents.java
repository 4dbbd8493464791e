package io.groundwatch.config;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Short ways to load a document in a test. */
final class Documents {
  private Documents() {}

  static LoadedConfig load(String json) throws ConfigException {
    return ConfigLoader.parse("c.json", json.getBytes(StandardCharsets.UTF_8));
  }

  /** The configuration of a document about which there is nothing to say. */
  static AgentConfig config(String json) throws ConfigException {
    LoadedConfig loaded = load(json);
    if (!loaded.warnings().isEmpty()) {
      throw new AssertionError(loaded.warnings());
    }
    return loaded.config();
  }

  static DestinationConfig destination(String json) throws ConfigException {
    return config("{\"destinations\":{\"d\":" + json + "}}").destinations().get(0);
  }

  static List<String> warnings(String json) throws ConfigException {
    return load(json).warnings().stream().map(Fault::text).toList();
  }
}
