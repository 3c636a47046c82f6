//! Publishing: the judgement as exact bodies, one file a surface.
