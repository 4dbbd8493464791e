package io.groundwatch.config;

import io.groundwatch.config.ConfigNode.BooleanNode;
import io.groundwatch.config.ConfigNode.Member;

/**
 * A key that this version accepts and does not serve: a value that the schema allows is one
 * warning, another is a fault. {@code false} asks for nothing and is passed over.
 *
 * @param consequence what will not happen, for the warning
 */
record UnservedKey(String consequence) {
  void check(Member member, Faults faults) {
    ConfigNode value = member.value();
    Faults found = new Faults();
    SchemaCheck.check(value, found);
    if (found.hasErrors()) {
      faults.addAll(found);
    } else if (!(value instanceof BooleanNode bool) || bool.value()) {
      faults.warning(member.namePlace(), "not served by this version: " + consequence);
    }
  }
}
