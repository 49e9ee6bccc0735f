namespace Orchestrator.Grains.Controllers;

/// <summary>Text for generated names: no vowels and no 0, 1, 3, so that no words and no look-alikes appear (<c>k8s.io/apimachinery/pkg/util/rand</c>).</summary>
internal static class SafeNames
{
    /// <summary>The letters and digits that generated names are made of.</summary>
    public const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>Maps each character onto the alphabet.</summary>
    public static string Encode(string text) =>
        string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = Alphabet[source[i] % Alphabet.Length];
            }
        });

    /// <summary>Five characters that depend on the number alone.</summary>
    public static string Suffix(ulong number) =>
        string.Create(5, number, static (span, value) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = Alphabet[(int)(value % (ulong)Alphabet.Length)];
                value /= (ulong)Alphabet.Length;
            }
        });

    /// <summary>Reads the number that five characters were made of (<see cref="Suffix"/>).</summary>
    public static bool TryReadSuffix(ReadOnlySpan<char> suffix, out int number)
    {
        number = 0;
        for (var i = suffix.Length - 1; i >= 0; i--)
        {
            var digit = Alphabet.IndexOf(suffix[i], StringComparison.Ordinal);
            if (digit < 0)
            {
                return false;
            }

            number = (number * Alphabet.Length) + digit;
        }

        return true;
    }
}
