namespace Trepart.Domain;

public enum Concern { PersonnelCase, PayNegotiation, NationalIdentityNumber, ChildOrPatient, Whistleblowing }

public static class Guard
{
    public static IReadOnlyList<Concern> LookAt(string text) => [];
}
