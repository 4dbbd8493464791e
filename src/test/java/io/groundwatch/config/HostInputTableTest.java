package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.model.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The README's table of inputs names every measurement, as the catalogue has it, and no other. */
class HostInputTableTest {
  private static final Path README = Path.of("README.md");

  @Test
  void theReadmeListsEveryInputWithItsMeasurements() throws IOException {
    Map<String, String> expected = new LinkedHashMap<>();
    for (String input : HostFields.inputs()) {
      expected.put(input, measurements(input));
    }
    assertThat(table()).isEqualTo(expected);
  }

  /** The last cells of the rows below the table's heading, by their first. */
  private static Map<String, String> table() throws IOException {
    Map<String, String> rows = new LinkedHashMap<>();
    boolean inside = false;
    for (String line : Files.readAllLines(README)) {
      String[] cells = line.split(" *\\| *", -1);
      if (line.startsWith("| input | what |")) {
        inside = true;
      } else if (inside && cells.length < 3) {
        return rows;
      } else if (inside && !line.startsWith("|--")) {
        rows.put(cells[1].replace("`", ""), cells[cells.length - 2]);
      }
    }
    return rows;
  }

  private static String measurements(String input) {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    HostFields.of(input)
        .forEach(
            (field, unit) ->
                groups
                    .computeIfAbsent(heading(input, field, unit), h -> new ArrayList<>())
                    .add(shown(input, field)));
    List<String> parts = new ArrayList<>();
    groups.forEach((heading, fields) -> parts.add(heading + ": " + String.join(", ", fields)));
    return String.join("; ", parts);
  }

  private static String heading(String input, String field, Unit unit) {
    boolean grown = HostFields.needsTwoSamples(input, field) && unit != Unit.PERCENT;
    return grown ? unit.label() + " since the last sample" : unit.label();
  }

  private static String shown(String input, String field) {
    return HostFields.usual(input).contains(field) ? "**`" + field + "`**" : "`" + field + "`";
  }
}
