package io.groundwatch.config;

import io.groundwatch.config.ConfigNode.ArrayNode;
import io.groundwatch.config.ConfigNode.BooleanNode;
import io.groundwatch.config.ConfigNode.Member;
import io.groundwatch.config.ConfigNode.NumberNode;
import io.groundwatch.config.ConfigNode.ObjectNode;
import io.groundwatch.config.ConfigNode.StringNode;

/**
 * A key that this version accepts and does not serve: a value of the right type is one warning, of
 * a wrong type a fault. {@code false} asks for nothing and is passed over.
 *
 * @param shape what the key takes
 * @param consequence what will not happen, for the warning
 */
record UnservedKey(Shape shape, String consequence) {
  /** The types that unserved keys take. */
  enum Shape {
    ANY("any value"),
    STRING("a string"),
    INTEGER("an integer"),
    BOOLEAN("true or false"),
    OBJECT("an object"),
    MEASURED("an object with \"measurement\""),
    ARRAY("an array"),
    SOME("an array that is not empty"),
    ARRAYS("an array of arrays that is not empty"),
    SECTIONS("an object, or an array that is not empty");

    private final String expected;

    Shape(String expected) {
      this.expected = expected;
    }

    boolean fits(ConfigNode node) {
      return switch (this) {
        case ANY -> true;
        case STRING -> node instanceof StringNode;
        case INTEGER -> node instanceof NumberNode number && number.integer().isPresent();
        case BOOLEAN -> node instanceof BooleanNode;
        case OBJECT -> node instanceof ObjectNode;
        case MEASURED ->
            node instanceof ObjectNode object && object.members().containsKey("measurement");
        case ARRAY -> node instanceof ArrayNode;
        case SOME -> node instanceof ArrayNode array && !array.elements().isEmpty();
        case ARRAYS ->
            SOME.fits(node)
                && ((ArrayNode) node).elements().stream().allMatch(ArrayNode.class::isInstance);
        case SECTIONS -> node instanceof ObjectNode || SOME.fits(node);
      };
    }

    private String found(ConfigNode node) {
      boolean rightKind = this == MEASURED && node instanceof ObjectNode;
      return rightKind ? "no \"measurement\"" : node.kind();
    }
  }

  void check(Member member, Faults faults) {
    ConfigNode value = member.value();
    if (!shape.fits(value)) {
      faults.error(value.place(), shape.found(value) + " (expected: " + shape.expected + ")");
    } else if (!(value instanceof BooleanNode bool) || bool.value()) {
      faults.warning(member.namePlace(), "not served by this version: " + consequence);
    }
  }
}
