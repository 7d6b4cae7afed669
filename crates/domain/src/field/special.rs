//! Labels that look like a special category of personal data (Art. 9 and 10 GDPR; the protected characteristics of Cal.
//! Gov. Code 12940), in English, German, French, Spanish, Italian and Portuguese. A star stands for any end of a word.
//! Too many matches cost an owner one click; too few cost somebody their privacy.

use crate::fold;
use std::sync::LazyLock;

const RACE: &str = "race|racial*|ethnic*|skin color|skin colour|color of skin|tribe|tribal|caste|indigenous|ancestry|nationality|national origin|\
    rasse|rassisch*|ethnie|ethnisch*|ethnizitat|hautfarbe|abstammung|staatsangehorigkeit|nationalitat|volkszugehorigkeit|migrationshintergrund|\
    racial|ethnique|origine ethnique|couleur de peau|nationalite|ascendance|tribu|caste|\
    raza|etnia|etnico|etnica|origen etnico|color de piel|nacionalidad|ascendencia|casta|\
    razza|razziale|etnico|origine etnica|colore della pelle|nazionalita|discendenza|\
    raca|racial|origem etnica|cor da pele|nacionalidade|ascendencia|quilombola|indigena";
const POLITICS: &str = "political*|politics|party affiliation|party membership|voted for|voting*|vote|left wing|right wing|election preference|\
    politisch*|partei|parteizugehorigkeit|parteimitglied*|wahlverhalten|wahlpraferenz|gesinnung|\
    opinion politique|politique|parti politique|affiliation politique|intention de vote|\
    opinion politica|partido politico|afiliacion politica|ideologia|intencion de voto|militancia|\
    opinione politica|partito|orientamento politico|tessera di partito|voto|\
    opiniao politica|filiacao partidaria|partido|intencao de voto|orientacao politica";
const BELIEF: &str = "religion*|religious*|belief*|faith|church*|mosque|synagogue|denomination|worship*|atheist*|christian*|muslim*|jewish|hindu*|buddhist*|\
    philosophical belief|creed|baptised|baptized|halal|kosher|\
    religios*|glaube*|konfession*|kirche*|kirchensteuer*|weltanschauung*|moschee|\
    croyance*|religieu*|confession|eglise|foi|conviction*|laicite|\
    religioso|creencia*|confesion religiosa|iglesia|fe religiosa|convicciones|\
    credo religioso|religiosa|confessione|chiesa|fede|convinzioni|\
    religiao|crenca*|igreja|conviccao*|fe religiosa";
const UNION: &str = "trade union|labor union|labour union|union member*|union membership|union rep*|works council|shop steward|\
    gewerkschaft*|betriebsrat*|syndicat*|appartenance syndicale|delegue syndical|sindicato|sindical|afiliacion sindical|delegado sindical|\
    sindacato|sindacale|iscrizione sindacale|sindicato|filiacao sindical|sindicalizad*";
const BODY: &str = "genetic*|dna|genome|gene test|hereditary*|biometric*|fingerprint*|face id|facial recognition|iris scan|retina scan|voice print|\
    genetisch*|erbgut|erbkrankheit*|biometrisch*|fingerabdruck*|gesichtserkennung|irisscan|\
    genetique*|adn|biometrique*|empreinte digitale|empreintes digitales|reconnaissance faciale|\
    genetico|genetica|biometrico|biometrica|huella dactilar|huellas dactilares|reconocimiento facial|\
    impronta digitale|impronte digitali|riconoscimento facciale|\
    impressao digital|impressoes digitais|reconhecimento facial|biometria";
const HEALTH: &str = "health*|medical*|medication*|medicine*|disease*|illness*|sick*|diagnos*|disability|disabilities|disabled|handicap*|allerg*|\
    vaccin*|immuni*|covid*|pregnan*|fertility|hiv|aids|cancer|diabet*|mental health|depression|therapy|therapist|psychiatr*|blood type|\
    blood group|patient*|prescription*|hospital*|surgery|symptom*|dietary requirement*|dietary restriction*|food intolerance*|addiction*|alcohol*|drug use|smoker|\
    smoking|bmi|body mass|weight kg|wheelchair*|special needs|accessibility needs|\
    gesundheit*|krank*|medikament*|diagnose*|behinder*|schwerbehind*|allergie*|impf*|schwanger*|krebs|diabetes|psychisch*|therapie|blutgruppe|\
    patient*|rezept*|krankenkasse|krankenversicherung|pflegegrad|unvertraglichkeit*|sucht|raucher*|rollstuhl*|\
    sante|maladie*|medicament*|handicap*|allergie*|vaccin*|enceinte|grossesse|depression|groupe sanguin|mutuelle sante|regime alimentaire|\
    intolerance alimentaire|fumeur|addiction*|\
    salud|enfermedad*|medicamento*|diagnostico|discapacidad*|alergia*|vacuna*|embaraz*|grupo sanguineo|intolerancia*|fumador*|adiccion*|\
    salute|malattia*|farmac*|disabilita|allergi*|vaccin*|gravidanza|incinta|gruppo sanguigno|intolleranz*|fumator*|dipendenz*|\
    saude|doenca*|medicamento*|deficiencia*|alergia*|vacina*|gravidez|gravida|tipo sanguineo|plano de saude|intolerancia*|fumante*|dependencia quimica";
const SEX: &str = "sex|sexual*|sex life|gender*|pronoun*|lgbt*|gay|lesbian|bisexual|transgender|trans|queer|intersex|hetero*|homosexual*|\
    geschlecht*|sexuell*|sexualleben|schwul|lesbisch|transsexuell*|pronomen|\
    sexe|sexuel*|genre|orientation sexuelle|vie sexuelle|lesbienne|transgenre|pronom*|\
    sexo|genero|orientacion sexual|vida sexual|lesbiana|transgenero|\
    sesso|genere|orientamento sessuale|vita sessuale|sessuale|lesbica|transessuale|\
    genero|orientacao sexual|vida sexual|lesbica|travesti";
const CRIME: &str = "criminal*|conviction*|convicted|felony|offence*|offense*|arrest*|police record|background check|prison*|probation*|\
    vorstrafe*|fuhrungszeugnis|straftat*|verurteil*|haft|gefangnis|\
    casier judiciaire|condamnation*|infraction*|antecedents judiciaires|prison|\
    antecedentes penales|condena*|delito*|prision|casellario giudiziale|condanna*|reato|precedenti penali|carcere|\
    antecedentes criminais|condenac*|crime*|prisao|ficha criminal";
const OTHER: &str = "age|date of birth|birth date|birthdate|birthday|marital status|married|divorced|single parent|veteran|military status|citizenship|immigration status|\
    asylum*|refugee*|visa status|residence permit|\
    alter|geburtsdatum|geburtstag|familienstand|verheiratet|geschieden|aufenthaltsstatus|aufenthaltstitel|asyl*|fluchtling*|staatsburgerschaft|\
    date de naissance|anniversaire|etat civil|situation familiale|situation matrimoniale|marie|divorce|titre de sejour|refugie*|\
    fecha de nacimiento|edad|cumpleanos|estado civil|casado|divorciado|permiso de residencia|refugiad*|\
    data di nascita|eta|compleanno|stato civile|sposato|divorziato|permesso di soggiorno|rifugiat*|\
    data de nascimento|idade|aniversario|casado|divorciado|autorizacao de residencia|refugiad*";

/// What a term speaks of, the folded words of the term, and whether the last of them may go on.
type Term = (&'static str, Vec<String>, bool);

static TERMS: LazyLock<Vec<Term>> = LazyLock::new(|| {
    let topics = [
        ("racial or ethnic origin", RACE),
        ("political opinion", POLITICS),
        ("religion or belief", BELIEF),
        ("trade union membership", UNION),
        ("genetic or biometric data", BODY),
        ("health", HEALTH),
        ("sex life, orientation or gender", SEX),
        ("crimes and convictions", CRIME),
        ("age, family or residence status", OTHER),
    ];
    let mut terms: Vec<Term> = Vec::new();
    for (topic, list) in topics {
        for term in list.split('|') {
            let (term, goes_on) =
                term.trim().strip_suffix('*').map_or((term.trim(), false), |stem| (stem, true));
            let term = (topic, fold::words(term).collect::<Vec<_>>(), goes_on);
            if !terms.iter().any(|known| known.1 == term.1 && known.2 == term.2) {
                terms.push(term);
            }
        }
    }
    terms
});

/// What a label seems to ask for, if it is a special category.
pub fn looks_special(label: &str) -> Option<&'static str> {
    let words: Vec<String> = fold::words(label).collect();
    let fits = |(_, term, goes_on): &&Term| {
        words.windows(term.len()).any(|part| {
            let Some(((last, before), (wanted, first))) = part.split_last().zip(term.split_last()) else {
                return false;
            };
            before == first && if *goes_on { last.starts_with(wanted.as_str()) } else { last == wanted }
        })
    };
    TERMS.iter().find(fits).map(|(topic, _, _)| *topic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dictionary_is_large_and_no_term_is_empty() {
        assert!(TERMS.len() >= 300, "{}", TERMS.len());
        assert!(TERMS.iter().all(|(_, words, _)| !words.is_empty()));
    }

    #[test]
    fn labels_in_six_languages_are_recognised() {
        for (label, topic) in [
            ("Ethnicity", "racial or ethnic origin"),
            ("Political views", "political opinion"),
            ("What is your religion?", "religion or belief"),
            ("Religionszugehörigkeit", "religion or belief"),
            ("Gewerkschaftsmitglied", "trade union membership"),
            ("Dietary requirements", "health"),
            ("Schwerbehinderung", "health"),
            ("État de santé", "health"),
            ("Alergias", "health"),
            ("Orientación sexual", "sex life, orientation or gender"),
            ("Casier judiciaire", "crimes and convictions"),
            ("Data di nascita", "age, family or residence status"),
            ("Deficiência", "health"),
            ("IMPRESSÃO DIGITAL", "genetic or biometric data"),
        ] {
            assert_eq!(looks_special(label), Some(topic), "{label}");
        }
    }

    #[test]
    fn the_words_of_business_are_not() {
        for label in [
            "Budget",
            "Company size",
            "Industry",
            "Seats",
            "Renewal date",
            "Current tool",
            "Sendezeit",
            "Trace id",
            "Sector",
            "Team page",
            "Land",
            "Department",
            "How did you hear about us?",
            "Zahlungsziel",
            "LinkedIn",
            "予算",
        ] {
            assert_eq!(looks_special(label), None, "{label}");
        }
    }
}
