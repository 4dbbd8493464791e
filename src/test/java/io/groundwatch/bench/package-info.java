/**
 * The whole-process benchmark behind {@code packaging/bench/run}: the packaged agent and the peers
 * that are installed, one after the other under the same load, with every line accounted for.
 */
@NullMarked
package io.groundwatch.bench;

import org.jspecify.annotations.NullMarked;
