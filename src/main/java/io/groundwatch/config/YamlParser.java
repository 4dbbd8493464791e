package io.groundwatch.config;

import io.groundwatch.config.ConfigNode.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Text to tree: one document of YAML 1.2 (yaml.org), of which JSON is a part, as the same tree that
 * a configuration in JSON becomes. A key that stands twice is a fault.
 */
final class YamlParser {
  /** With aliases a small text can stand for an endless tree. */
  private static final int MAX_NODES = 200_000;

  private final String file;
  private final Faults faults;
  private int nodes;

  private YamlParser(String file, Faults faults) {
    this.file = file;
    this.faults = faults;
  }

  /**
   * The tree; empty, with a fault, where the text is no YAML.
   *
   * @param file the name that places carry
   */
  static Optional<ConfigNode> parse(String file, String text, Faults faults) {
    YamlParser parser = new YamlParser(file, faults);
    try {
      Optional<Node> root =
          new Compose(LoadSettings.builder().setUseMarks(true).build()).composeString(text);
      if (root.isEmpty()) {
        faults.error(Place.whole(file), "is empty (expected: a YAML document)");
      }
      return root.map(node -> parser.value(node, "", 1));
    } catch (MarkedYamlEngineException e) {
      faults.error(
          e.getProblemMark()
              .map(mark -> new Place(file, mark.getLine() + 1, mark.getColumn() + 1, ""))
              .orElse(Place.whole(file)),
          "not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      faults.error(Place.whole(file), "not YAML: " + e.getMessage());
    }
    return Optional.empty();
  }

  private ConfigNode value(Node node, String pointer, int depth) {
    Place place = place(node, pointer);
    if (depth > ConfigParser.MAX_DEPTH || ++nodes > MAX_NODES) {
      if (nodes <= MAX_NODES + 1) {
        faults.error(place, "nested too deep, or far too much for a configuration");
      }
      nodes = MAX_NODES + 1;
      return new ConfigNode.NullNode(place);
    }
    if (node instanceof MappingNode mapping) {
      return object(mapping, place, depth);
    }
    if (node instanceof SequenceNode sequence) {
      List<ConfigNode> elements = new ArrayList<>();
      for (Node element : sequence.getValue()) {
        elements.add(
            value(element, Place.below(pointer, Integer.toString(elements.size())), depth + 1));
      }
      return new ConfigNode.ArrayNode(place, elements);
    }
    return scalar((ScalarNode) node, place);
  }

  private ConfigNode object(MappingNode mapping, Place place, int depth) {
    Map<String, Member> members = new LinkedHashMap<>();
    for (NodeTuple pair : mapping.getValue()) {
      String name = pair.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
      String pointer = Place.below(place.pointer(), name);
      Place namePlace = place(pair.getKeyNode(), pointer);
      Member member = new Member(namePlace, value(pair.getValueNode(), pointer, depth + 1));
      if (members.putIfAbsent(name, member) != null) {
        faults.error(namePlace, "duplicate key");
      }
    }
    return new ConfigNode.ObjectNode(place, members);
  }

  private static ConfigNode scalar(ScalarNode scalar, Place place) {
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.NULL)) {
      return new ConfigNode.NullNode(place);
    }
    if (tag.equals(Tag.BOOL)) {
      return new ConfigNode.BooleanNode(place, scalar.getValue().equalsIgnoreCase("true"));
    }
    return tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)
        ? new ConfigNode.NumberNode(place, scalar.getValue())
        : new ConfigNode.StringNode(place, scalar.getValue());
  }

  private Place place(Node node, String pointer) {
    return node.getStartMark()
        .map(mark -> new Place(file, mark.getLine() + 1, mark.getColumn() + 1, pointer))
        .orElse(new Place(file, 0, 0, pointer));
  }
}
