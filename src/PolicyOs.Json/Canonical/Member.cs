using System.Text.Json;

namespace PolicyOs.Json.Canonical;

/// <summary>A member of an object that is being written.</summary>
/// <param name="Key">Its name's first eight bytes, so that most comparisons are one of numbers.</param>
/// <param name="Value">Its value.</param>
/// <param name="Start">Where its unescaped name begins among the names.</param>
/// <param name="Length">How long that is in bytes.</param>
/// <param name="Escaped">Whether it was written with escapes, and so may need some.</param>
internal readonly record struct Member(ulong Key, JsonElement Value, int Start, int Length, bool Escaped);
