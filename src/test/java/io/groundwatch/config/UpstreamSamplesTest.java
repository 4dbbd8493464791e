package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.ConfigNode.ObjectNode;
import io.groundwatch.config.Fault.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Configurations that are in use with the CloudWatch Agent, and what becomes of them there. */
class UpstreamSamplesTest {
  /** A fault as the index has it: a pointer, the rule that was broken, and more. */
  private static final Pattern SCHEMA_ERROR = Pattern.compile("(?s)(/\\S*): (\\w+): (.*)");

  private static final Pattern NAMED = Pattern.compile("\\('([^']+)' was unexpected\\)");
  private static final Pattern REQUIRED = Pattern.compile("'([^']+)' is a required property");

  @Test
  void loadsEveryValidSample() throws IOException {
    List<String> refused = new ArrayList<>();
    List<Path> files = UpstreamSamples.of("valid");
    for (Path file : files) {
      try {
        ConfigLoader.load(file);
      } catch (ConfigException e) {
        refused.add(e.getMessage());
      }
    }
    System.out.printf(
        "Valid samples: %d of %d load; refused: %s.%n",
        files.size() - refused.size(), files.size(), refused);
    assertThat(refused).isEmpty();
  }

  @Test
  void saysOnceWhatASampleAsksForInVain() throws Exception {
    for (Path file : UpstreamSamples.of("valid")) {
      assertThat(ConfigLoader.load(file).warnings())
          .as("%s", file)
          .extracting(Fault::pointer)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void whatIsShownOfASampleLoadsAsTheSame() throws Exception {
    for (Path file : UpstreamSamples.of("valid")) {
      LoadedConfig loaded = ConfigLoader.load(file);
      byte[] shown = loaded.shown().text().getBytes(StandardCharsets.UTF_8);
      assertThat(ConfigLoader.parse("shown", shown).config())
          .as("%s", file)
          .isEqualTo(loaded.config());
    }
  }

  @Test
  void refusesEveryInvalidSampleAtThePlacesOfItsFaults() throws IOException {
    Map<String, List<String>> index = index();
    List<String> wrong = new ArrayList<>();
    List<Path> files = UpstreamSamples.of("invalid");
    for (Path file : files) {
      String name = file.getFileName().toString();
      List<Fault> errors = errors(file);
      if (errors.isEmpty()) {
        wrong.add(name + " is not refused");
      }
      for (String expected : index.getOrDefault(name, List.of())) {
        if (errors.stream().noneMatch(fault -> isAt(expected, fault))) {
          wrong.add(name + ": expected " + expected + ", but was " + errors);
        }
      }
    }
    System.out.printf(
        "Invalid samples: %d; not refused as they should be: %s.%n", files.size(), wrong);
    assertThat(wrong).isEmpty();
  }

  @Test
  void mergesEverySampleAsExpected() throws IOException {
    List<String> wrong = new ArrayList<>();
    List<Path> cases = UpstreamSamples.folders("merge");
    for (Path folder : cases) {
      Faults faults = new Faults();
      List<ObjectNode> documents = new ArrayList<>();
      for (Path input : UpstreamSamples.json(folder)) {
        if (input.getFileName().toString().startsWith("input_")) {
          documents.add(document(input));
        }
      }
      ObjectNode merged = ConfigMerge.merge(documents, faults);
      Path expected = folder.resolve("expected_output.json");
      boolean fails = !Files.exists(expected) || Files.size(expected) == 0;
      if (fails != faults.hasErrors()
          || (!fails && !CanonicalText.same(merged, document(expected)))) {
        wrong.add(folder.getFileName() + ": " + faults.all() + JsonText.of(merged));
      }
    }
    System.out.printf("Merge samples: %d; wrong: %s.%n", cases.size(), wrong);
    assertThat(wrong).isEmpty();
  }

  private static List<Fault> errors(Path file) {
    try {
      ConfigLoader.load(file);
      return List.of();
    } catch (ConfigException e) {
      return e.faults().stream().filter(f -> f.severity() == Severity.ERROR).toList();
    }
  }

  /** A missing or an unknown key is at the object there, and at the key here. */
  private static boolean isAt(String expected, Fault fault) {
    Matcher error = SCHEMA_ERROR.matcher(expected);
    assertThat(error.matches()).as(expected).isTrue();
    String pointer = error.group(1);
    return switch (error.group(2)) {
      case "additionalProperties" -> fault.pointer().equals(pointer + key(NAMED, error.group(3)));
      case "required" ->
          fault.pointer().equals(pointer)
              || fault.pointer().equals(pointer + key(REQUIRED, error.group(3)));
      case "oneOf", "anyOf" ->
          fault.pointer().equals(pointer) || fault.pointer().startsWith(pointer + "/");
      default -> fault.pointer().equals(pointer);
    };
  }

  private static String key(Pattern named, String message) {
    Matcher matcher = named.matcher(message);
    assertThat(matcher.find()).as(message).isTrue();
    return "/" + matcher.group(1);
  }

  private static Map<String, List<String>> index() throws IOException {
    Map<String, List<String>> faults = new HashMap<>();
    for (ObjectNode sample :
        ConfigSchema.objects(document(UpstreamSamples.named("index.json")), "invalid")) {
      faults.put(
          ConfigSchema.text(sample, "file").orElseThrow(),
          ConfigSchema.texts(sample, "schema_errors"));
    }
    return faults;
  }

  private static ObjectNode document(Path file) throws IOException {
    Faults faults = new Faults();
    return ConfigParser.parse(file.toString(), Files.readString(file), faults)
        .map(ObjectNode.class::cast)
        .orElseThrow(() -> new AssertionError(faults.all().toString()));
  }
}
