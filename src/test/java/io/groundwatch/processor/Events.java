package io.groundwatch.processor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.groundwatch.config.ConfigException;
import io.groundwatch.config.ConfigLoader;
import io.groundwatch.config.FileConfig;
import io.groundwatch.pipeline.EventDraft;
import io.groundwatch.pipeline.Processor;
import io.groundwatch.runtime.FakeTime;
import io.groundwatch.telemetry.SelfMetrics;
import java.util.Map;
import java.util.OptionalLong;

/** Takes events through the processors of one entry, as an input would. */
final class Events {
  final FakeTime time = new FakeTime();
  final SelfMetrics metrics = new SelfMetrics();
  final EventDraft draft = new EventDraft();
  private final Processor processor;
  Map<String, String> host = Map.of();

  private Events(FileConfig file) {
    this.processor =
        new Processors(time, metrics, () -> host).of(file, "central/logs").orElseThrow();
  }

  /** Processors as they are written in a configuration, without the array's brackets. */
  static Events through(String processors) throws ConfigException {
    return of("\"timezone\": \"UTC\", \"processors\": [" + processors + "]");
  }

  /** An entry with these keys. */
  static Events of(String keys) throws ConfigException {
    String json =
        "{\"logs\": {\"logs_collected\": {\"files\": {\"collect_list\": [{\"file_path\": \"/a.log\","
            + keys
            + "}]}}}}";
    return new Events(
        ConfigLoader.parse("test", json.getBytes(UTF_8))
            .config()
            .logs()
            .orElseThrow()
            .files()
            .get(0));
  }

  /** Takes an event through; false = held back. */
  boolean pass(String message) {
    return pass(message, Map.of());
  }

  boolean pass(String message, Map<String, String> attributes) {
    byte[] bytes = ("<" + message + ">").getBytes(UTF_8);
    byte[] before = bytes.clone();
    draft.begin(bytes, 1, bytes.length - 2, time.wallNanos());
    attributes.forEach(draft.attributes()::put);
    boolean passed = processor.process(draft);
    if (!java.util.Arrays.equals(bytes, before)) {
      throw new AssertionError("wrote to what is not its own");
    }
    return passed;
  }

  /** What became of a message that passes. */
  String message(String message) {
    if (!pass(message)) {
      throw new AssertionError("held back: " + message);
    }
    return message();
  }

  String message() {
    return new String(draft.bytes(), draft.offset(), draft.length(), UTF_8);
  }

  Map<String, String> attributes() {
    return draft.attributes().toMap();
  }

  OptionalLong time() {
    return draft.time();
  }

  long count(String name) {
    return metrics.total("agent_processor_" + name + "_total");
  }

  void idle() {
    processor.idle();
  }

  void finish() {
    processor.finish();
  }
}
