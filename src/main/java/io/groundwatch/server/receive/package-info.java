/**
 * A small HTTP receiver for trying an agent out: prints what arrives, counts repeats, and fails on
 * demand. Stores nothing.
 */
@NullMarked
package io.groundwatch.server.receive;

import org.jspecify.annotations.NullMarked;
