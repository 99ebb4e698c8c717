namespace PolicyOs.Expressions.Tests.Properties;

/// <summary>Damages and recombines texts.</summary>
internal sealed class Mutation(int seed)
{
    private const string Characters = "()[]{}.,?:!-+*/%<>=&|'\"\\`abrxuU019_ \n@#é\ud83d\ude00\ud800";
    private readonly Random _random = new(seed);

    public string Of(string text, string other)
    {
        for (int changes = _random.Next(1, 4); changes > 0; changes--)
        {
            int at = _random.Next(text.Length + 1);
            int length = _random.Next(Math.Min(12, text.Length - at) + 1);
            text = _random.Next(6) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, Characters[_random.Next(Characters.Length)].ToString()),
                2 => text.Insert(at, text.Substring(at, length)),
                3 => text.Insert(at, Slice(other)),
                4 => string.Concat(text.AsSpan(0, at), Slice(other)),
                _ => $"({text}) {(_random.Next(2) == 0 ? "+" : "in")} ({Slice(other)})",
            };
        }

        return text;
    }

    private string Slice(string text)
    {
        int at = _random.Next(text.Length + 1);
        return text.Substring(at, _random.Next(Math.Min(40, text.Length - at) + 1));
    }
}
