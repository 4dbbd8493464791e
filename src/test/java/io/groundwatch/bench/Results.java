package io.groundwatch.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All figures of all trials, as a table of medians and as JSON. Owned by one thread. */
final class Results {
  private static final String RATIO = "  groundwatch / ";

  private final List<Result> results = new ArrayList<>();

  /**
   * One trial.
   *
   * @param load the load average of the minute before
   */
  record Result(String scenario, String contender, double load, Map<String, Double> figures) {}

  void add(Result result) {
    results.add(result);
  }

  /** The medians of a scenario, and our own against each peer's. */
  String table(String scenario) {
    Map<String, Map<String, Double>> medians = new LinkedHashMap<>();
    of(scenario).forEach(r -> medians.computeIfAbsent(r.contender(), c -> medians(scenario, c)));
    if (medians.isEmpty()) {
      return "";
    }
    List<String> columns = List.copyOf(medians.values().iterator().next().keySet());
    StringBuilder table = new StringBuilder("| %-28s |".formatted(scenario));
    columns.forEach(column -> table.append(" %15s |".formatted(column)));
    table.append("\n|---|").append("---:|".repeat(columns.size())).append('\n');
    medians.forEach((contender, figures) -> row(table, contender, columns, figures));
    Map<String, Double> ours = medians.getOrDefault(Groundwatch.NAME, Map.of());
    medians.forEach(
        (contender, figures) -> {
          if (!contender.equals(Groundwatch.NAME) && !ours.isEmpty()) {
            row(table, RATIO + contender, columns, ratio(ours, figures));
          }
        });
    return table.toString();
  }

  /** Writes every single trial. */
  void write(Path file, Map<String, String> machine) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        JsonGenerator json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      for (Map.Entry<String, String> about : machine.entrySet()) {
        json.writeStringField(about.getKey(), about.getValue());
      }
      json.writeArrayFieldStart("trials");
      for (Result result : results) {
        json.writeStartObject();
        json.writeStringField("scenario", result.scenario());
        json.writeStringField("contender", result.contender());
        json.writeNumberField("load", result.load());
        for (Map.Entry<String, Double> figure : result.figures().entrySet()) {
          json.writeNumberField(figure.getKey(), figure.getValue());
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private List<Result> of(String scenario) {
    return results.stream().filter(result -> result.scenario().equals(scenario)).toList();
  }

  private Map<String, Double> medians(String scenario, String contender) {
    List<Map<String, Double>> rounds =
        of(scenario).stream()
            .filter(result -> result.contender().equals(contender))
            .map(Result::figures)
            .toList();
    Map<String, Double> medians = new LinkedHashMap<>();
    for (String name : rounds.get(0).keySet()) {
      List<Double> sorted = rounds.stream().map(round -> round.get(name)).sorted().toList();
      medians.put(name, sorted.get(sorted.size() / 2));
    }
    return medians;
  }

  private static Map<String, Double> ratio(Map<String, Double> ours, Map<String, Double> theirs) {
    Map<String, Double> ratio = new LinkedHashMap<>();
    ours.forEach(
        (name, value) -> {
          double other = theirs.getOrDefault(name, 0.0);
          if (other != 0) {
            ratio.put(name, value / other);
          }
        });
    return ratio;
  }

  private static void row(
      StringBuilder table, String name, List<String> columns, Map<String, Double> figures) {
    table.append("| %-28s |".formatted(name));
    for (String column : columns) {
      Double figure = figures.get(column);
      table.append(" %15s |".formatted(figure == null ? "" : text(figure)));
    }
    table.append('\n');
  }

  private static String text(double figure) {
    int digits = Math.abs(figure) >= 100 ? 0 : Math.abs(figure) >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + digits + "f", figure);
  }
}
