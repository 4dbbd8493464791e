package io.groundwatch.config;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.groundwatch.config.ConfigNode.ArrayNode;
import io.groundwatch.config.ConfigNode.BooleanNode;
import io.groundwatch.config.ConfigNode.NumberNode;
import io.groundwatch.config.ConfigNode.ObjectNode;
import io.groundwatch.config.ConfigNode.StringNode;
import java.util.ArrayList;
import java.util.List;

/** A tree as JSON for people: what fits on a line stays on one. */
final class JsonText {
  private static final int LINE_LENGTH = 100;
  private static final String STEP = "  ";

  private JsonText() {}

  static String of(ConfigNode node) {
    return text(node, "");
  }

  private static String text(ConfigNode node, String indent) {
    if (node instanceof ObjectNode object) {
      List<String> parts = new ArrayList<>();
      object
          .members()
          .forEach((key, m) -> parts.add(quoted(key) + ": " + text(m.value(), indent + STEP)));
      return laidOut("{", parts, "}", indent);
    }
    if (node instanceof ArrayNode array) {
      List<String> parts = array.elements().stream().map(e -> text(e, indent + STEP)).toList();
      return laidOut("[", parts, "]", indent);
    }
    if (node instanceof StringNode string) {
      return quoted(string.text());
    }
    if (node instanceof NumberNode number) {
      return number.text();
    }
    return node instanceof BooleanNode bool ? Boolean.toString(bool.value()) : "null";
  }

  private static String laidOut(String open, List<String> parts, String close, String indent) {
    String blank = open.equals("{") && !parts.isEmpty() ? " " : "";
    String line = open + blank + String.join(", ", parts) + blank + close;
    if (indent.length() + line.length() <= LINE_LENGTH && line.indexOf('\n') < 0) {
      return line;
    }
    String separator = "\n" + indent + STEP;
    return open + separator + String.join("," + separator, parts) + "\n" + indent + close;
  }

  private static String quoted(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
  }
}
